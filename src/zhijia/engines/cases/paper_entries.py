"""What the other side did on paper: entered by one post with its scan, confirmed by another person through another post.

A move made for a party that did not act here itself says so (`Outcome.on_paper`); `advance` then keeps a row of it. A flow
offers `confirming_move`, awaits it by `wanted_confirmations`, and guards what must rest on confirmed papers by
`check_papers_confirmed`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.above import find_above
from zhijia.engines.cases.flow import Guard, Move, Outcome, Turn, Wanted, get_flow
from zhijia.engines.cases.models import Case, Clock, ClockState, PaperEntry
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.queries import holdings_on
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.trail.kinds import EventKind
from zhijia.ui.reader import day_read

VERB = "confirm_paper"
OWN_ROLES = (Role.OFFICER, Role.CHAIR)
"""Who confirms at the case's own union; where nobody else is there, somebody above it. The first that is held."""
ROLE_NAMES = {
    Role.OFFICER: gettext_noop("工会委员"),
    Role.CHAIR: gettext_noop("工会主席"),
    Role.CADRE: gettext_noop("工会干部"),
    Role.DEPT_HEAD: gettext_noop("部门负责人"),
    Role.LEADER: gettext_noop("领导"),
}


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
    return f"{label} · {entry.party} · {day_read(local_day(entry.entered_at))}"


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


def wanted_confirmations(standing: Standing) -> Sequence[Wanted]:
    """While entries are unconfirmed: somebody at the case's own union who did not enter them, else a cadre above it."""
    if not standing.ask(have_unconfirmed):
        return []
    union_id, role = _who_confirms(standing.case, list(unconfirmed(standing.case)))
    return [Wanted(VERB, union_id, role=role)]


def _who_confirms(case: Case, entries: Sequence[PaperEntry]) -> tuple[int, str]:
    """A union and a role whose holder entered none of these. Asked as the system: the posts above are not seen from below."""
    day, people = local_day(max(entry.entered_at for entry in entries)), [entry.entered_by_id for entry in entries]
    with scoped(SYSTEM):
        held = holdings_on(day).exclude(person__in=people)
        held = held.exclude(post__in=[entry.entered_by_post_id for entry in entries])
        found = set(
            held.filter(post__union=case.union_id, post__role__in=OWN_ROLES).values_list("post__role", flat=True)
        )
        if role := next((role for role in OWN_ROLES if role in found), ""):
            return case.union_id, role
        return find_above(case, on=day, not_people=people) or (case.union_id, OWN_ROLES[0])


def have_unconfirmed(standings: Sequence[Standing]) -> Mapping[int, bool]:
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


def unconfirmed_of(standings: Sequence[Standing]) -> Mapping[int, Sequence[PaperEntry]]:
    """The same of each case, asked once for all moves."""
    found: dict[int, list[PaperEntry]] = {standing.case.pk: [] for standing in standings}
    entries = PaperEntry.objects.filter(case__in=found, confirmed_at=None).select_related("case").order_by("pk")
    for entry in entries:
        found[entry.case_id].append(entry)
    return found


def check_papers_confirmed(turn: Turn) -> None:
    """A later step rests on what was entered: it waits until a second post has confirmed it."""
    _check_confirmed(turn, turn.ask(unconfirmed_of))


def papers_confirmed(*verbs: str) -> Guard:
    """The same for a step that rests on the entries of these moves only."""

    def check(turn: Turn) -> None:
        _check_confirmed(turn, [entry for entry in turn.ask(unconfirmed_of) if entry.verb in verbs])

    return check


def _check_confirmed(turn: Turn, entries: Sequence[PaperEntry]) -> None:
    if entries:
        union_id, role = _who_confirms(turn.case, entries)
        with scoped(SYSTEM):
            union = Union.objects.get(pk=union_id).name
        words = {"union": union, "role": Sentence(ROLE_NAMES[Role(role)])}
        raise Refused(Sentence("有纸质材料的录入还没有由第二个人确认，请{union}的{role}先办理“确认纸质材料”。", words))


def _check_second_person(turn: Turn) -> None:
    post = turn.actor.post
    entries = turn.ask(unconfirmed_of)
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


def _let_terms_end(turn: Turn) -> None:
    """What the end of a term could not bring about before the papers were confirmed, it brings about now."""
    moves = get_flow(turn.case.kind).moves
    open_now = [move.verb for move in moves if move.by_system and turn.case.state in move.from_states]
    held = Clock.objects.filter(case=turn.case, state=ClockState.RUNNING, on_expiry__in=open_now)
    held.exclude(overdue_seen_on=None).update(overdue_seen_on=None)


def _confirm(turn: Turn) -> Outcome:
    chosen = list(turn.data["entries"])
    _confirm_all(turn, PaperEntry.objects.filter(pk__in=[entry.pk for entry in chosen], confirmed_at=None))
    _let_terms_end(turn)
    return Outcome(data={"entries": [entry.event_id for entry in chosen]})


def _confirm_all(turn: Turn, entries: QuerySet[PaperEntry]) -> None:
    post = turn.actor.post
    entries.order_by().update(
        confirmed_at=turn.now, confirmed_by_id=turn.actor.person_id, confirmed_by_post_id=post.id if post else None
    )
