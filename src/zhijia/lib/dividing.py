"""Dividing a whole number by weights: a city's target among its counties (PA-04), delegates among units (WC-002)."""

from collections.abc import Mapping


def divide(total: int, weights: Mapping[int, int]) -> dict[int, int]:
    """Shares in proportion to the weights that add up to the total: what is left goes to the largest remainders.

    Nobody gets more than it weighs while others have room; of equal remainders the smaller key comes first.
    """
    whole = sum(weights.values())
    if not whole:
        return dict.fromkeys(weights, 0)
    total = min(total, whole)
    shares = {key: total * weight // whole for key, weight in weights.items()}
    by_remainder = sorted(weights, key=lambda key: (-(total * weights[key] % whole), key))
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares
