"""建会: from the first word to the union that is set up (services §A2)."""
