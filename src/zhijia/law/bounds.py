"""How a number binds: from which side, and whether it is itself still allowed (Civil Code of 2020, art. 1259).

以上, 以下, 以内 include the number; 不满, 超过, 过半数 do not.
So 三分之二以上 is ≥ 2/3, 半数以上 is ≥ 1/2 and 过半数 is > 1/2.
"""

from enum import StrEnum
from fractions import Fraction

Amount = int | Fraction


class Bound(StrEnum):
    """From which side a number binds."""

    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    EXACTLY = "exactly"

    @property
    def is_floor(self) -> bool:
        """Whether more is always allowed."""
        return self in (Bound.AT_LEAST, Bound.MORE_THAN)

    @property
    def is_open(self) -> bool:
        """Whether the number itself is not enough, or already too much."""
        return self in (Bound.MORE_THAN, Bound.LESS_THAN)

    def is_kept_by(self, part: Amount, whole: int, limit: Amount) -> bool:
        """Whether part : whole keeps the limit. Nothing is divided, so that 2/3 of 7 is exact and 0 : 0 has an answer."""
        return self._compare(part, limit * whole)

    def least_of(self, whole: int, limit: Amount) -> int:
        """The smallest whole number that keeps a floor of `limit` of `whole`: ceil(2N/3), or floor(N/2)+1 for 过半数."""
        if not self.is_floor:
            raise ValueError(f"{self} sets no smallest number")
        exact = Fraction(limit) * whole
        least = -(-exact.numerator // exact.denominator)
        return least + 1 if self is Bound.MORE_THAN and least == exact else least

    def most_of(self, whole: int, limit: Amount) -> int:
        """The largest whole number that keeps a ceiling of `limit` of `whole`: floor(N/3)."""
        if self not in (Bound.AT_MOST, Bound.LESS_THAN):
            raise ValueError(f"{self} sets no largest number")
        exact = Fraction(limit) * whole
        most = exact.numerator // exact.denominator
        return most - 1 if self is Bound.LESS_THAN and most == exact else most

    def strictness(self, limit: Amount) -> tuple[Fraction, bool]:
        """A key that orders limits of one side from lax to strict."""
        return (Fraction(limit) if self.is_floor else -Fraction(limit), self.is_open)

    def _compare(self, found: Amount, limit: Amount) -> bool:
        match self:
            case Bound.AT_LEAST:
                return found >= limit
            case Bound.MORE_THAN:
                return found > limit
            case Bound.AT_MOST:
                return found <= limit
            case Bound.LESS_THAN:
                return found < limit
            case Bound.EXACTLY:
                return found == limit
