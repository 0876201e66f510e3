"""The plan of a year: what is disclosed, how often, by whom and where."""
