"""The HTML page around a picture."""
