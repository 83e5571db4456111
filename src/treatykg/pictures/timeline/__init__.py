"""The life of each pact of a State on one axis of time."""
