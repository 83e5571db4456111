"""Answers and graphs in the formats of other tools."""
