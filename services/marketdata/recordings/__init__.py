"""Raw recordings: how each venue's bytes become market events, line by line."""
