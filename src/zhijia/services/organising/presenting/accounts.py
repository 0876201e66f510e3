"""What stands on the page that asks before an account is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.engines.cases.models import Awaits
from zhijia.engines.cases.queries import todos_awaiting
from zhijia.organisation.models import Person, PostHolding
from zhijia.organisation.queries import holdings_on

MOST_NAMED = 20


@dataclass(frozen=True)
class ClosingPage:
    """Which posts somebody holds today, and what these posts still have to do."""

    holdings: Sequence[PostHolding]
    todos: Sequence[Awaits]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.todos)


def read_closing_page(person: Person, *, today: date) -> ClosingPage:
    """Read the page: two queries."""
    held = list(holdings_on(today).filter(person=person).select_related("post__union").order_by("-kind", "pk"))
    todos = todos_awaiting([holding.post for holding in held])
    return ClosingPage(held, todos[:MOST_NAMED], len(todos))
