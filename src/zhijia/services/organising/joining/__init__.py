"""Applications for membership: who may decide them, and what a decision does."""
