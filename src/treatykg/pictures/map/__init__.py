"""A State's pacts on a map."""
