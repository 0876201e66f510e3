"""Personal data sealed in its columns: the keys, the field, searching by what is sealed, and changing keys while people work."""
