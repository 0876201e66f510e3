"""换届、补选、罢免: elections in unions that exist (services §A3)."""
