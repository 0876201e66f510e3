"""Who acted, and through which post, as far as the reader sees them.

Asked apart from the acts: under row security a join leaves out whatever somebody did who is out of the reader's sight.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from zhijia.lib.phrases import noted
from zhijia.organisation.charge import FROM_ABOVE
from zhijia.organisation.models import Person, Post


@dataclass(frozen=True, slots=True)
class Hands:
    """Names of people and titles of posts that the reader sees, by id."""

    people: Mapping[int, str]
    posts: Mapping[int, str]

    def said(self, person: int | None, post: int | None, translate: Callable[[str], str]) -> str:
        """The person with the post in brackets; a post out of sight is one of a union above."""
        return said_hand(self.people.get(person or 0), self.posts.get(post or 0), translate)


def said_hand(name: str | None, title: str | None, translate: Callable[[str], str]) -> str:
    """A name and the title of a post, each None out of sight."""
    title = title or translate(FROM_ABOVE)
    return noted(name, title, translate) if name else title


def hands_of(acts: Iterable[tuple[int | None, int | None]]) -> Hands:
    """Of acts, each a person and a post, whoever is in sight. Two queries at most."""
    people, posts = ({pk for pk in ids if pk} for ids in zip(*acts, strict=True)) if (acts := list(acts)) else ((), ())
    return Hands(
        dict(Person.objects.filter(pk__in=people).values_list("pk", "name")) if people else {},
        dict(Post.objects.filter(pk__in=posts).values_list("pk", "title")) if posts else {},
    )
