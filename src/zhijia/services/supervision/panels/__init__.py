"""What supervision shows on the pages of others."""
