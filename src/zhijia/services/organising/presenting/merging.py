"""Two records beside each other, and the requests to put them together or to take them apart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.phrases import listed
from zhijia.organisation.actions.merging import can_decide
from zhijia.organisation.models import MergeKind, Person, PersonMerge
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.queries import employments_of
from zhijia.organisation.queries.hands import said_hand
from zhijia.organisation.queries.memberships import spans_of
from zhijia.organisation.queries.merges import Lookalike, Why
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.presenting.members import history_of
from zhijia.services.organising.presenting.particulars import particulars_of
from zhijia.ui.components import Fact, TimelineEntry

MOST_JOBS = 10


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two records."""

    person: Person
    facts: Sequence[Fact]
    history: Sequence[TimelineEntry]
    jobs: Sequence[str]


@dataclass(frozen=True, slots=True)
class ShownMerge:
    """A request as a row of the page, with what the reader may do about it."""

    merge: PersonMerge
    title: str
    asked: str
    decided: str
    words: str
    light: str
    may_decide: bool
    may_split: bool
    compare_url: str


def side_of(person: Person) -> Side:
    """Number, phone and address masked, as on the person's own page."""
    return Side(
        person=person,
        facts=[Fact(_("所在工会"), person.home.name), *particulars_of(person)],
        history=history_of(spans_of(person.pk)),
        jobs=[job.enterprise.name for job in employments_of(person, most=MOST_JOBS)],
    )


def signs_in_words(why: Sequence[Why]) -> str:
    """Why two records look like one human."""
    words = {
        "number": _("证件号码相同"),
        "name_and_birth": _("姓名和出生日期相同"),
        "name_and_phone": _("姓名和手机号码相同"),
        "name_only": _("姓名相同，没有可以区分的证件和出生日期"),
    }
    return listed([words[sign] for sign in why], _)


def lines_of(found: Sequence[Lookalike]) -> list[tuple[Person, str]]:
    return [(one.person, signs_in_words(one.why)) for one in found]


def present_merges(actor: Actor, merges: Sequence[PersonMerge], *, now: datetime) -> list[ShownMerge]:
    """`merges` come from `merges_visible_to` or `merge_asked`, with whose hands they went through."""
    return [_shown(actor, merge, now=now) for merge in merges]


def _shown(actor: Actor, merge: PersonMerge, *, now: datetime) -> ShownMerge:
    is_merge, is_open = merge.kind == MergeKind.MERGE, merge.decided_at is None
    words, light = _standing(merge)
    may_split = is_merge and bool(merge.is_confirmed) and not merge.is_undone and can_administer(actor, merge.kept.path)
    may_decide = is_open and can_decide(actor, merge, now=now)
    compare_url = reverse("organising:merge", args=[merge.kept.pk, merge.dropped.pk]) if is_merge and is_open else ""
    return ShownMerge(
        merge=merge,
        title=_("“%(dropped)s”（%(b)s）并入“%(kept)s”（%(a)s）") % _both(merge) if is_merge else split_title(merge),
        asked=said_hand(merge, "asked", _),
        decided="" if is_open else said_hand(merge, "decided", _),
        words=words,
        light=light,
        may_decide=may_decide,
        may_split=may_split,
        compare_url=compare_url,
    )


def split_title(merge: PersonMerge) -> str:
    """Which record comes out of which."""
    return _("把“%(dropped)s”（%(b)s）从“%(kept)s”（%(a)s）拆分出来") % _both(merge)


def _both(merge: PersonMerge) -> dict[str, object]:
    return {"kept": merge.kept.name, "dropped": merge.dropped.name, "a": merge.kept.pk, "b": merge.dropped.pk}


def _standing(merge: PersonMerge) -> tuple[str, str]:
    if merge.decided_at is None:
        return _("等待复核"), "near"
    if not merge.is_confirmed:
        return _("未同意"), "none"
    if merge.is_undone:
        return _("已拆分"), "none"
    return (_("已合并"), "ok") if merge.kind == MergeKind.MERGE else (_("已办理"), "ok")
