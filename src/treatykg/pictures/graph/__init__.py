"""A State in the middle, its partners around it."""
