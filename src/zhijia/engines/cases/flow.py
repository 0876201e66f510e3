"""A flow is declared data: states, moves, who may, what is asked, which clocks run.

From one declaration come the button, the form page, the URL, the permission code, the event kind, the diagram.
A service declares its flow once in its `flow.py` and registers it in its AppConfig.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django import forms

from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.standing import Standing
from zhijia.law.spans import Instant
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import NotYours, Refused, gettext_noop
from zhijia.organisation.scopes import Actor
from zhijia.trail.kinds import EventKind
from zhijia.trail.models import Event


@dataclass(frozen=True)
class State:
    """A state of a case. A final state closes the case: nothing is awaited and no clock runs until a move leads out of it."""

    code: str
    label: str
    is_final: bool = False


BY_MOVE_ONLY: frozenset[str] = frozenset()
"""No post adjusts the term on its clock: whose term it is says so by a move of the flow."""


@dataclass(frozen=True)
class Adjusting:
    """That a term may be paused, or extended: by posts of these roles, and by how much in all (a parameter) at most.

    A limit without a number in this place limits nothing. One that may not block is judged by the move that extends, which
    keeps the finding; such a term is left to that move (`BY_MOVE_ONLY`).
    """

    roles: frozenset[str]
    most: str = ""


@dataclass(frozen=True)
class ClockStart:
    """A clock that a move starts: a term by law parameter, or a day that somebody promised.

    `kind` chooses the threshold of the blue light (task, statutory, term). `promised` reads the day from the record.
    `parameter_of` reads the key from the record, where records of one kind run by different rules.
    `since` reads from the record the dated fact that the term counts from (a moment for a term of hours; the meeting for
    one that counts backwards); None means that the fact is not known and starts no clock. Without it the clock counts
    from the move. `on_expiry` is the verb of a move that the system makes when the term has run out; if that move stops
    this clock, the term has lapsed (silence that the law gives a meaning), else it is overdue and keeps running.

    `corrected` writes another day into the fact that `since` reads, with all that was computed from it; it is given the
    clock as it counts from that day. A clock with `since` and without `corrected` counts from something computed and is
    not corrected itself. `taken_back_by` is the verb of the move that the system makes when a correction shows that the
    term has not run out after all: it undoes what `on_expiry` did.
    """

    name: str
    label: str
    kind: str
    parameter: str = ""
    parameter_of: Callable[[Any], str] | None = None
    promised: Callable[[Any], date | None] | None = None
    since: Callable[[Any], Instant | None] | None = None
    pausing: Adjusting | None = None
    extending: Adjusting | None = None
    on_expiry: str = ""
    corrected: "Callable[[Turn, Clock, date], None] | None" = None
    taken_back_by: str = ""


@dataclass(frozen=True)
class Wanted:
    """An act that the case awaits next: of one post, of any post with a role at a union, or of an outside party."""

    verb: str
    union_id: int | None = None
    post_id: int | None = None
    role: str = ""
    due_on: date | None = None
    party: str = ""


@dataclass(frozen=True)
class Turn(Standing):
    """One move being made, or all moves being offered: what guards and acts may look at.

    `expired` is the clock whose end makes the system move, `heard` the event of another case that does.
    """

    actor: Actor
    now: datetime
    today: date
    data: Mapping[str, Any] = field(default_factory=dict)
    expired: Clock | None = None
    heard: Event | None = None


@dataclass(frozen=True)
class Outcome:
    """What an act leaves for the log, and the closing words for those who are told.

    `to_state` is the state it came to, of those that the move may lead to; empty for the usual one. `on_paper` names the
    party that acted on paper and for which the actor only entered it (`paper_entries`). `stops` are clocks that stop
    besides the move's own, because of what it came to.
    """

    data: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    to_state: str = ""
    on_paper: str = ""
    stops: tuple[str, ...] = ()


Judge = Callable[[Turn], Sequence[Verdict]]
Guard = Callable[[Turn], None]


def serve_on_nobody(_turn: Turn) -> Sequence[str]:
    return ()


@dataclass(frozen=True)
class NamedParty:
    """An outside party (`employer:7`) and what it is called."""

    key: str
    name: str


def sign_oneself(_turn: Turn) -> NamedParty | None:
    """The `in_name_of` of papers that whoever acts signs."""
    return None


@dataclass(frozen=True)
class Paper:
    """文书: the document that a move issues. `template` is the code of a registered template; `data_of` fills its fields
    from the turn, asked after the act and with the new state. None: this time nothing is issued (the other side's own
    paper came in, and its scan is kept). `served_to` names the outside parties on which it is served at once; on others
    it is served by hand. `receipt` is the verb of the move that a party makes by signing for it. `in_name_of` names the
    party that signs where the union prepares its paper for it.
    """

    template: str
    data_of: Callable[[Turn], Mapping[str, Any] | None]
    served_to: Callable[[Turn], Sequence[str]] = serve_on_nobody
    receipt: str = ""
    in_name_of: Callable[[Turn], NamedParty | None] = sign_oneself


def leave_record_alone(_turn: Turn) -> Outcome:
    return Outcome()


Act = Callable[[Turn], Outcome]
ActOnAll = Callable[[Sequence[Turn]], Sequence[Outcome]]


def leave_to_system(turn: Turn) -> None:
    """The `may` of moves that only a term makes: by its end, or by a correction that moves its end."""
    if not turn.actor.is_system:
        raise NotYours("这一步由系统按时限自动办理，不需要人工办理。")


def leave_to_events(turn: Turn) -> None:
    """The `may` of moves that only an event of another case makes."""
    if not turn.actor.is_system:
        raise NotYours("这一步在相关事项有结果时由系统自动办理，不需要人工办理。")


@dataclass(frozen=True)
class Hearing:
    """What a move waits for: events of these kinds, and of which cases of its own flow one of them tells (services meet
    through events only). `data_of` reads from the event what a form would have brought.
    """

    kinds: frozenset[str]
    cases_of: Callable[[Event], Sequence[int]]
    data_of: Callable[[Event], Mapping[str, Any]]


def have_no_page(_record: Any) -> str:
    return ""


@dataclass(frozen=True)
class Move:
    """One step. `may` and `guards` raise `Refused` with a sentence; `act` changes the record, never the state.

    A move that is made on many cases at once (`advance_many`) declares `act_on_all` instead of `act`: it changes all their
    records in a few statements, and gives their outcomes in order.
    `to_state` None keeps the state (a report, a reminder); `may_lead_to` are other states that the facts can bring it to,
    chosen by the act (a vote passes a draft, or it does not). `form` validates what the actor submits. `document` is issued
    in the same transaction. `may_stop` are clocks that it ends once all that they wait for is done (`Outcome.stops`).
    `judges` measure what was submitted by the law: what blocks refuses, what warns is kept on the
    case (`findings`). `roles` are the roles of posts that can ever make it (empty: any post); `who` says in words
    who may, on the page of permissions.
    `parties` are the kinds of outside parties (`PartyKind`) that can make it too; `party_label` is what they call it where
    it is another thing to do it oneself than to enter that somebody did (empty: the same). `page` is the address of the
    page on which it is done as the record stands; empty: its form. `by_system`: made when a clock runs out,
    or when that is taken back, and by nobody else (`ClockStart.on_expiry`, `ClockStart.taken_back_by`). `by_applicant`: made
    by the person who asked, through no post. She sees no case, so an action of the service makes it for her, in the scope of
    the system and in her name, and `may` asks whether it is she.
    """

    verb: str
    label: str
    from_states: frozenset[str]
    to_state: str | None
    event: EventKind
    may: Guard
    form: type[forms.BaseForm] = forms.Form
    guards: tuple[Guard, ...] = ()
    judges: tuple[Judge, ...] = ()
    act: Act = leave_record_alone
    act_on_all: ActOnAll | None = None
    starts: tuple[ClockStart, ...] = ()
    stops: tuple[str, ...] = ()
    may_stop: tuple[str, ...] = ()
    may_lead_to: frozenset[str] = frozenset()
    document: Paper | None = None
    help: str = ""
    is_primary: bool = True
    roles: frozenset[str] = frozenset()
    who: str = ""
    by_system: bool = False
    hears: Hearing | None = None
    by_applicant: bool = False
    parties: frozenset[str] = frozenset()
    party_label: str = ""
    page: Callable[[Any], str] = have_no_page

    def label_for(self, actor: Actor) -> str:
        """What the move is called to this reader, a message id."""
        return self.party_label if self.party_label and actor.mandate else self.label

    def admits(self, actor: Actor) -> bool:
        """Whether the acting post is of a kind that can ever make this move; `may` then asks about the case itself."""
        if self.by_system or actor.is_system:
            return self.by_system and actor.is_system
        if self.by_applicant:
            return actor.post is None and actor.mandate is None
        if actor.mandate:
            return actor.mandate.kind in self.parties
        return actor.post is not None and (not self.roles or actor.post.role in self.roles)

    def carry_out(self, turns: Sequence[Turn]) -> Sequence[Outcome]:
        """Change the records."""
        return self.act_on_all(turns) if self.act_on_all else [self.act(turn) for turn in turns]

    def targets(self, source: str) -> tuple[str, ...]:
        """The states that this move can lead to from `source`, the usual one first."""
        return tuple(dict.fromkeys((self.to_state or source, *sorted(self.may_lead_to))))


@dataclass(frozen=True)
class Flow:
    """A kind of case. `records_of` are the records of cases in their order; `wants` says, from the facts, whom a case
    awaits in its present state. `also_initial` are further states in which a case may begin (`NewCase.state`); `opening`
    are clocks that its opening may start, beside those that moves start.
    """

    code: str
    label: str
    prefix: str
    states: tuple[State, ...]
    initial: str
    opened: EventKind
    moves: tuple[Move, ...]
    records_of: Callable[[Sequence[Case]], Sequence[Any]]
    wants: Callable[[Standing], Sequence[Wanted]]
    url_of: Callable[[Case], str]
    also_initial: frozenset[str] = frozenset()
    opening: tuple[ClockStart, ...] = ()

    @property
    def clocks(self) -> tuple[ClockStart, ...]:
        """Every clock that may run in it."""
        return (*self.opening, *(start for move in self.moves for start in move.starts))

    @property
    def takes_parties(self) -> bool:
        """Whether outside parties act in it. Of other cases they see what was served on them, never the record."""
        return any(move.parties for move in self.moves)

    def record_of(self, case: Case) -> Any:
        """The record of one case."""
        return self.records_of([case])[0]

    def state(self, code: str) -> State:
        return next(state for state in self.states if state.code == code)

    def move(self, verb: str) -> Move:
        for move in self.moves:
            if move.verb == verb:
                return move
        raise Refused("没有这个办理动作。")

    def clock(self, name: str) -> ClockStart | None:
        """The declaration of a clock by its name; None for a name that is no longer declared."""
        return next((start for start in self.clocks if start.name == name), None)

    def check(self) -> None:
        """Refuse a declaration that names unknown states, or leaves a state that nothing reaches."""
        known = {state.code for state in self.states}
        named = (
            {self.initial}
            | self.also_initial
            | {s for m in self.moves for s in m.from_states}
            | {m.to_state for m in self.moves if m.to_state}
            | {s for m in self.moves for s in m.may_lead_to}
        )
        if len(known) != len(self.states) or len({m.verb for m in self.moves}) != len(self.moves):
            raise ValueError(f"flow {self.code} names a state or a verb twice")
        if named != known:
            raise ValueError(f"flow {self.code}: states {sorted(named ^ known)} are undeclared or unreachable")
        by_system = {move.verb for move in self.moves if move.by_system}
        caused = {verb for start in self.clocks for verb in (start.on_expiry, start.taken_back_by) if verb}
        caused |= {move.verb for move in self.moves if move.hears}
        if by_system != caused:
            raise ValueError(
                f"flow {self.code}: moves {sorted(by_system ^ caused)} belong to no clock and no event, or to people"
            )


_flows: dict[str, Flow] = {}


def register_flow(flow: Flow) -> Flow:
    """Make a flow known to the register; called once, from the service's AppConfig."""
    flow.check()
    if flow.code in _flows:
        raise ValueError(f"flow {flow.code} is registered twice")
    _flows[flow.code] = flow
    return flow


def check_acts_for(turn: Turn, party: str) -> None:
    """The `may` of a party's moves: whoever holds its mandate, and nobody else's."""
    if turn.actor.mandate is None or turn.actor.mandate.party != party:
        raise NotYours("这一步由对方的授权联系人办理。")


BY_SYSTEM = gettext_noop("系统（按时限自动办理）")
BY_EVENTS = gettext_noop("系统（相关事项有结果时自动办理）")


def get_flow(code: str) -> Flow:
    return _flows[code]


def list_flows() -> list[Flow]:
    return sorted(_flows.values(), key=lambda flow: flow.code)


def is_allowed(guard: Guard, turn: Turn) -> bool:
    """Whether a check passes: the question form of a guard, for templates."""
    try:
        guard(turn)
    except Refused:
        return False
    return True
