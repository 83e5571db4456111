"""What a careful reader says on one day, about one day: knowledge, standings, bounds, existence, and how to
look things up.
"""
