"""What the other side did on paper: entered by one post with its scan, confirmed by another person through another post.

A move made for a party that did not act here itself says so (`Outcome.on_paper`); `advance` then keeps a row of it. A flow
offers `confirming_move`, awaits it by `wanted_confirmations`, and guards what must rest on confirmed papers by
`check_papers_confirmed`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Guard, Move, Outcome, Turn, Wanted, get_flow
from zhijia.engines.cases.models import Case, PaperEntry
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.trail.kinds import EventKind
from zhijia.ui.wording import full_date

VERB = "confirm_paper"
UNCONFIRMED = "unconfirmed"
"""What a turn knows under this name are the case's unconfirmed entries."""


class ConfirmForm(forms.Form):
    """Which entries were compared with their papers."""

    takes_turn = True
    entries: "forms.ModelMultipleChoiceField[PaperEntry]" = forms.ModelMultipleChoiceField(
        label=_("与纸质材料核对一致的录入"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["entries"]
        field.queryset = _confirmable(turn)  # type: ignore[attr-defined]
        field.label_from_instance = label_of_entry  # type: ignore[attr-defined]


def label_of_entry(entry: PaperEntry) -> str:
    """What was entered for whom, and when: 应约 · 某公司 · 2026年11月22日."""
    label = gettext(get_flow(entry.case.kind).move(entry.verb).label)
    return f"{label} · {entry.party} · {full_date(local_day(entry.entered_at), language=get_language() or 'zh-hans')}"


def confirming_move(*, states: frozenset[str], event: EventKind, may: Guard, who: str) -> Move:
    """The move by which a second post confirms entries; it keeps the state, and is offered while there are any."""

    def may_confirm(turn: Turn) -> None:
        may(turn)
        _check_second_person(turn)

    return Move(
        VERB,
        gettext_noop("确认纸质材料"),
        states,
        None,
        event,
        may=may_confirm,
        who=who,
        form=ConfirmForm,
        act=_confirm,
        help=gettext_noop("请把录入内容与扫描件逐项核对。录入人本人不能确认。"),
        is_primary=False,
    )


def wanted_confirmations(standing: Standing, *, role: str) -> Sequence[Wanted]:
    """That the case awaits a confirmation by a post of this role at its own union, while entries are unconfirmed."""
    return [Wanted(VERB, standing.case.union_id, role=role)] if standing.ask(_have_unconfirmed) else []


def _have_unconfirmed(standings: Sequence[Standing]) -> Mapping[int, bool]:
    """Of each case, whether something was entered that a second post has not confirmed."""
    ids = [standing.case.pk for standing in standings]
    found = set(PaperEntry.objects.filter(case__in=ids, confirmed_at=None).values_list("case_id", flat=True))
    return {pk: pk in found for pk in ids}


def keep_paper_entries(made: Sequence[tuple[Turn, str, int]], *, verb: str) -> None:
    """Remember who entered the act of another party: the turn, the party, the event; asked by `advance`.

    `Refused` for an actor without person and post.
    """
    PaperEntry.objects.bulk_create([_entry(*one, verb=verb) for one in made])


def _entry(turn: Turn, party: str, event_id: int, *, verb: str) -> PaperEntry:
    post = turn.actor.post
    if post is None or turn.actor.person_id is None:
        raise Refused("录入纸质材料要用个人账号和岗位办理。")
    return PaperEntry(
        case=turn.case,
        verb=verb,
        party=party,
        event_id=event_id,
        entered_at=turn.now,
        entered_by_id=turn.actor.person_id,
        entered_by_post_id=post.id,
    )


def unconfirmed(case: Case) -> QuerySet[PaperEntry]:
    return PaperEntry.objects.filter(case=case, confirmed_at=None).select_related("case").order_by("pk")


def check_papers_confirmed(turn: Turn) -> None:
    """A later step rests on what was entered: it waits until a second post has confirmed it."""
    if unconfirmed(turn.case).exists():
        raise Refused("有纸质材料的录入还没有由第二个岗位确认，请先确认。")


def _check_second_person(turn: Turn) -> None:
    post = turn.actor.post
    entries: Sequence[PaperEntry] = turn.once(UNCONFIRMED, lambda: list(unconfirmed(turn.case)))
    if not entries:
        raise Refused("没有需要确认的录入。")
    person = turn.actor.person_id
    if not post or all(person == entry.entered_by_id or post.id == entry.entered_by_post_id for entry in entries):
        raise Refused("录入人不能自己确认，请由另一人用另一个岗位确认。")


def _confirmable(turn: Turn) -> QuerySet[PaperEntry]:
    """Entries made by another person through another post than those that act now."""
    post = turn.actor.post
    entries = unconfirmed(turn.case).exclude(entered_by_id=turn.actor.person_id)
    return entries.exclude(entered_by_post_id=post.id) if post else entries.none()


def check_entered_by_another(turn: Turn, *, verbs: Sequence[str]) -> None:
    """What rests on the latest entry of one of these moves is settled by another person through another post."""
    post = turn.actor.post
    entry = PaperEntry.objects.filter(case=turn.case, verb__in=verbs).order_by("-pk").first()
    if entry and (post is None or entry.entered_by_id == turn.actor.person_id or entry.entered_by_post_id == post.id):
        raise Refused("录入人不能自己确认，请由另一人用另一个岗位确认。")


def confirm_entries(turn: Turn, *, verbs: Sequence[str]) -> None:
    """Confirm the open entries of these moves, as part of a move that rests on them."""
    _confirm_all(turn, unconfirmed(turn.case).filter(verb__in=verbs))


def _confirm(turn: Turn) -> Outcome:
    chosen = list(turn.data["entries"])
    _confirm_all(turn, PaperEntry.objects.filter(pk__in=[entry.pk for entry in chosen], confirmed_at=None))
    return Outcome(data={"entries": [entry.event_id for entry in chosen]})


def _confirm_all(turn: Turn, entries: QuerySet[PaperEntry]) -> None:
    post = turn.actor.post
    entries.order_by().update(
        confirmed_at=turn.now, confirmed_by_id=turn.actor.person_id, confirmed_by_post_id=post.id if post else None
    )
