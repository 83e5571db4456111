"""All States and all pacts between them."""
