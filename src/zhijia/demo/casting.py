"""Which firm plays what in the demo city: each the next one, and none the same kind of contract twice."""

from collections.abc import Sequence

from zhijia.demo.bargaining import Firm
from zhijia.services.bargaining.models.bargainings import ContractType


class Cast:
    """The firms that are left for stories, in their order; who has played comes last again."""

    def __init__(self, firms: Sequence[Firm]) -> None:
        self.waiting = list(firms)
        self.played: set[tuple[int, ContractType]] = set()

    def firm_for(self, kind: ContractType) -> Firm | None:
        """The next firm without such a contract; None when a small city has no more."""
        found = next((firm for firm in self.waiting if (firm.enterprise.pk, kind) not in self.played), None)
        if found:
            self.waiting.remove(found)
            self.waiting.append(found)
            self.played.add((found.enterprise.pk, kind))
        return found
