"""重点难点企业建会: enterprises without a union, found, assigned, contacted stage by stage until they have one (services §A8)."""
