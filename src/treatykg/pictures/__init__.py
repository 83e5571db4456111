"""Pictures as SVG, drawn the same way every time."""
