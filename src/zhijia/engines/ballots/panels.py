"""Tally sheets and polls in words, for the pages of services: `ballots/_sheets.html` and `ballots/_polls.html` show these."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.ballots.keeping import said_of
from zhijia.engines.ballots.models import Mode, Poll, PollState, Scrutineer, TallyLine, TallySheet
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Action, Fact
from zhijia.ui.reader import day_read


@dataclass(frozen=True, slots=True)
class Said:
    """One rule of a sheet as it is printed."""

    is_kept: bool
    rule: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """A sheet on a page."""

    title: str
    facts: Sequence[Fact]
    lines: Sequence[TallyLine]
    said: Sequence[Said]


def show_sheets(sheets: Sequence[TallySheet], lines: Sequence[TallyLine], names: dict[str, str]) -> list[ShownSheet]:
    """The sheets of a case; `names` says what each body is called."""
    return [_shown(sheet, [line for line in lines if line.sheet_id == sheet.pk], names) for sheet in sheets]


def _shown(sheet: TallySheet, lines: Sequence[TallyLine], names: dict[str, str]) -> ShownSheet:
    day = day_read(sheet.held_on)
    ballots = _("发出 %(issued)d，收回 %(returned)d，有效 %(valid)d，无效 %(invalid)d")
    numbers = {name: getattr(sheet, name) for name in ("issued", "returned", "valid", "invalid")}
    facts = [
        Fact(_("应选名额"), str(sheet.seats)),
        Fact(_("到会"), f"{sheet.present}/{sheet.due}"),
        Fact(_("选票"), ballots % numbers),
        Fact(_("监票人"), sheet.scrutineers),
        Fact(_("计票人"), sheet.counters),
    ]
    said = [Said(is_kept, rule, sentence.said_in(_)) for is_kept, rule, sentence in said_of(sheet)]
    return ShownSheet(f"{_(names[sheet.body])} · {day}", facts, lines, said)


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll on the page of its case, and where the reader goes from here."""

    title: str
    mode: str
    state: str
    badge: str
    acts: Sequence[Action]
    is_open: bool

    @property
    def is_asked(self) -> bool:
        """Whether the reader has something to do in it now."""
        return any(one.kind == "primary" for one in self.acts)


BADGES = {PollState.OPEN: "near", PollState.COUNTED: "ok"}
ON_PHONES = frozenset({Mode.NAMED, Mode.ORDINARY, Mode.VERIFIABLE})
"""Modes in which whoever votes does it herself."""


def polls_of(case: Any) -> tuple[QuerySet[Any], QuerySet[Any]]:
    """The polls of a case and who counts them, to be read together with what else its page shows."""
    return Poll.objects.filter(about=case).order_by("pk"), Scrutineer.objects.filter(poll__about=case).order_by("pk")


def show_polls(
    polls: Sequence[Poll], seats: Sequence[Scrutineer], *, actor: Actor, is_elector: bool = False
) -> list[ShownPoll]:
    """Every poll with its pages. The desk and the key are for whoever was named, and are shown to nobody else."""
    own = {one.poll_id: one for one in seats if one.person_id == actor.person_id}
    return [
        ShownPoll(
            one.title,
            str(one.get_mode_display()),
            str(one.get_state_display()),
            BADGES.get(PollState(one.state), ""),
            _acts(one, own.get(one.pk), is_elector=is_elector),
            one.state == PollState.OPEN,
        )
        for one in polls
    ]


def _acts(poll: Poll, seat: Scrutineer | None, *, is_elector: bool) -> list[Action]:
    acts = []
    is_counted = poll.state == PollState.COUNTED
    # Of a verifiable vote the receipts lie there after the count, and the ballots for everybody.
    if poll.manifest and (poll.mode == Mode.VERIFIABLE or not is_counted):
        asks = is_elector and poll.state == PollState.OPEN and poll.mode in ON_PHONES
        page = reverse("polling:vote", args=[poll.pk])
        acts.append(Action(_("去投票"), page, "primary") if asks else Action(_("投票页"), page))
    if seat and poll.mode == Mode.VERIFIABLE:
        is_due = seat.point is None if poll.state == PollState.DRAFTED else _is_to_open(poll, seat)
        acts.append(Action(_("开箱钥匙"), reverse("polling:key", args=[poll.pk]), "primary" if is_due else ""))
    if seat and poll.manifest and not is_counted and poll.mode in (Mode.HANDS, Mode.PAPER, Mode.NAMED):
        acts.append(Action(_("计票台"), reverse("polling:desk", args=[poll.pk])))
    if is_counted:
        acts.append(Action(_("看结果"), reverse("polling:result", args=[poll.pk])))
    return acts


def _is_to_open(poll: Poll, seat: Scrutineer) -> bool:
    return poll.state == PollState.CLOSED and seat.revealed is None
