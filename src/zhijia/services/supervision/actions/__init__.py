"""Writes of supervision that are no moves."""
