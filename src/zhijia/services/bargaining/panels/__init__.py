"""What bargaining shows on the pages of others."""
