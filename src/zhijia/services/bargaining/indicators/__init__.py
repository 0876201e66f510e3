"""The numbers of bargaining (bargaining-congress §A9). Their facts are in migrations/0003_counting.py.

What the law gives a term to is measured by the clocks of the cases; nothing is typed in.
"""

from zhijia.services.bargaining.indicators import contracts, coverage, lists, rounds

__all__ = ["contracts", "coverage", "lists", "rounds"]
