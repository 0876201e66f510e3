"""Stamping tickets unseen: a process for each of two holders, which alone can read its keys. No Django, no database."""
