"""What each pact of a State grants, excludes or leaves open."""
