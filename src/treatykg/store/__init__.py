"""Where graphs are asked: one protocol (`store.base`), one file per engine."""
