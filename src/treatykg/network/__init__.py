"""The graph as a network: what to draw and what to measure."""
