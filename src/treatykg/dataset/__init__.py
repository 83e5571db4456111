"""From files to claims, and from claims to the view of one day."""
