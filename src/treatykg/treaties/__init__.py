"""What follows from the facts about an agreement: one rule, one file."""
