"""Verifying a phone number by a code that is sent to it (services §J: ID-09)."""
