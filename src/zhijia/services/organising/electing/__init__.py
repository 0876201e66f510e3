"""What foundings and elections have in common: candidates, ballots, terms of office (services §A3)."""
