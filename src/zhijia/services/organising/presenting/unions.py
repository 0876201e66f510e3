"""What stands on the page of a union."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zhijia.organisation.models import OtherParent, Post, Union, UnionCoverage
from zhijia.organisation.permissions import can_administer, can_administer_accounts
from zhijia.organisation.queries import ancestors_of, coverages_of, events_about, other_parents_of, posts_of
from zhijia.organisation.rules import is_grassroots, is_territorial
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.presenting.panels import ShownPanel, read_panels
from zhijia.services.organising.presenting.records import timeline_of, union_facts, vacancy_note
from zhijia.services.organising.presenting.tree import crumbs_of
from zhijia.ui.components import Crumb, Fact, TimelineEntry

MOST_COVERED = 20


@dataclass(frozen=True)
class PostLine:
    """A post and who holds it."""

    post: Post
    holders: str
    is_vacant: bool


@dataclass(frozen=True)
class UnionPage:
    """Everything on the page of one union."""

    union: Union
    crumbs: Sequence[Crumb]
    facts: Sequence[Fact]
    is_term_over: bool
    posts: Sequence[PostLine]
    coverages: Sequence[UnionCoverage]
    has_more_coverages: bool
    parents: Sequence[OtherParent]
    timeline: Sequence[TimelineEntry]
    panels: Sequence[ShownPanel]
    is_moving: bool
    may_administer: bool
    may_move: bool
    may_issue_slips: bool
    covers: bool
    has_territory: bool


def read_union_page(actor: Actor, union: Union, *, today: date) -> UnionPage:
    """Read the page of a union that `get_union` found: six queries and one a panel."""
    may = can_administer(actor, union.path)
    covers = is_grassroots(union.kind)
    coverages = coverages_of(union) if covers else []
    return UnionPage(
        union=union,
        crumbs=crumbs_of(ancestors_of(union), union),
        facts=union_facts(union, edit_url=reverse("organising:change_union", args=[union.pk]) if may else ""),
        is_term_over=union.term_to is not None and union.term_to < today,
        posts=[post_line(post) for post in posts_of(union, today=today)],
        coverages=coverages[:MOST_COVERED],
        has_more_coverages=len(coverages) > MOST_COVERED,
        parents=other_parents_of(union),
        timeline=timeline_of(events_about(union)),
        panels=read_panels(actor, "union", union, today=today),
        is_moving=union.is_moving,  # type: ignore[attr-defined]
        may_administer=may,
        may_move=union.parent is not None and can_administer(actor, union.parent.path),
        may_issue_slips=can_administer_accounts(actor, union.path),
        covers=covers,
        has_territory=is_territorial(union.kind),
    )


def post_line(post: Post) -> PostLine:
    """A post in a list; `current` was fetched with it."""
    return PostLine(post, vacancy_note(post), is_vacant=not post.current)  # type: ignore[attr-defined]
