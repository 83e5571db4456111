"""Where the data is kept, each with the store that answers questions about it."""
