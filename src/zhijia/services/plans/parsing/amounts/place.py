"""A quantity with the words around it, as the rules look at it."""

import re
from dataclasses import dataclass
from typing import Final

from zhijia.services.plans.parsing.amounts.quantities import Quantity
from zhijia.services.plans.parsing.source import Source
from zhijia.services.plans.parsing.wording import any_of

COMPARATORS: Final = any_of(
    "不低于 不少于 不得少于 不得低于 不小于 至少 超过 突破 不超过 不高于 不多于 不得超过 控制在 达到 达 超 约"
)
_COMPARED: Final = re.compile(rf"{COMPARATORS} ?$")
_AROUND: Final = 60


@dataclass(frozen=True, slots=True)
class Place:
    """`head` and `tail` are what stands before and after the quantity in its clause, `clause` all of it."""

    source: Source
    quantity: Quantity
    head: str
    tail: str
    clause: str

    @classmethod
    def of(cls, source: Source, quantity: Quantity) -> "Place":
        clause = source.clause(quantity.start)
        first, last = max(clause.start, quantity.start - _AROUND), min(clause.end, quantity.end + _AROUND)
        return cls(
            source=source,
            quantity=quantity,
            head=source.before(quantity.start),
            tail=source.after(quantity.end),
            clause=source.face[first:last],
        )

    @property
    def has_comparator(self) -> bool:
        return bool(self.quantity.tail or _COMPARED.search(self.head))

    @property
    def is_conditional(self) -> bool:
        """The clause ends with 的 before a comma: 人数达到25%（…）并签订合同的，可申请…."""
        end = self.source.clause(self.quantity.start).end
        return end - self.quantity.end <= _AROUND and self.source.face[end - 1 : end + 1] == "的，"
