"""Writes that are not moves of a bargaining that exists."""
