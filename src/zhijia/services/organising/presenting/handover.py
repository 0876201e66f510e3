"""What stands on the page that hands a post over."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhijia.engines.cases.handing import open_work_of
from zhijia.engines.cases.models import Awaits
from zhijia.organisation.models import Post

MOST_NAMED = 20


@dataclass(frozen=True)
class HandOverPage:
    """The first of what goes with the post, and how much that is in all."""

    todos: Sequence[Awaits]
    count: int

    @property
    def more(self) -> int:
        return self.count - len(self.todos)


def read_hand_over_page(post: Post) -> HandOverPage:
    """Read the page: one query."""
    todos = open_work_of(post)
    return HandOverPage(todos[:MOST_NAMED], len(todos))
