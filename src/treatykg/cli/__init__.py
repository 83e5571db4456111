"""The commands: they parse and print, and leave the work to TreatyGraph."""
