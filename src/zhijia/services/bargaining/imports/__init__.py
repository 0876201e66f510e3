"""Contracts that were in force before this system was used, brought in by a sheet."""
