"""Where graphs are asked: one small protocol, one file per engine."""
