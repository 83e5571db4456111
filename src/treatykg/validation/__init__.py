"""Is the data as the shapes say? One report, whichever engine looked."""
