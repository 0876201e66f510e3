"""The flow of an organising target: stages 0 to 7, refused, put off, gone, joined (services §A8)."""

from collections.abc import Sequence
from datetime import date

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.flow import Flow, Hearing, Move, State, Wanted, leave_to_events, register_flow
from zhijia.engines.cases.hearing import listen
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.sides import by
from zhijia.engines.cases.standing import Standing, by_case, records_in_order
from zhijia.engines.documents.turn_forms import ReasonForm
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import OFFICE_ROLES, Role
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.services.organising.founding.events import ESTABLISHED
from zhijia.services.organising.targets import acts, checks, events, forms, rules
from zhijia.services.organising.targets.letters import NOTICE_LETTER
from zhijia.services.organising.targets.models import FoundingNotice, OrganisingTarget, Silence
from zhijia.trail.models import Event

STATES = (
    State(rules.CLUE, _("0 线索")),
    State(rules.VERIFIED, _("1 已核实")),
    State(rules.CONTACTED, _("2 首次接触")),
    State(rules.TALKING, _("3 沟通协商")),
    State(rules.AGREED, _("4 企业同意")),
    State(rules.PREPARING, _("5 筹备建会")),
    State(rules.FOUNDED, _("6 已成立")),
    State(rules.RUNNING, _("7 规范运转"), is_final=True),
    State(rules.REFUSED, _("企业拒绝")),
    State(rules.DEFERRED, _("暂缓")),
    State(rules.GONE, _("注销或者迁出"), is_final=True),
    State(rules.JOINED, _("并入联合工会"), is_final=True),
)
OPEN = frozenset({rules.CLUE, *rules.SPOKEN_TO, rules.PREPARING, *rules.ASIDE})
TALKED_WITH = rules.SPOKEN_TO | rules.ASIDE


BY_OFFICE = by(may=checks.check_is_office, who=checks.OFFICE, roles=OFFICE_ROLES)


def _prepared_by(event: Event) -> Sequence[int]:
    """The target whose founding was approved, while it waits for that."""
    with scoped(SYSTEM):
        rows = OrganisingTarget.objects.filter(founding=event.subject_id, case__state=rules.PREPARING)
        return list(rows.values_list("case", flat=True))


FOUNDED = Hearing(frozenset({ESTABLISHED.code}), _prepared_by, lambda _event: {})
"""The founding that the target led to has its union: nobody has to say so again."""
MOVES = (
    Move(
        "verify",
        _("核实"),
        frozenset({rules.CLUE}),
        rules.VERIFIED,
        events.VERIFIED,
        **BY_OFFICE,
        form=forms.VerifyForm,
        act=acts.verify,
        help=_("核实单位、地址和职工人数；能说清障碍的一并登记。"),
    ),
    Move(
        "contact",
        _("登记接触"),
        frozenset({*TALKED_WITH, rules.PREPARING}),
        None,
        events.CONTACTED,
        **BY_OFFICE,
        form=forms.ContactForm,
        act=acts.contact,
        may_lead_to=frozenset(rules.REACHED_BY_CONTACT),
    ),
    Move(
        "assign",
        _("落实责任"),
        OPEN,
        None,
        events.ASSIGNED,
        **BY_OFFICE,
        form=forms.AssignForm,
        act=acts.assign,
        is_primary=False,
    ),
    Move(
        "send_notice",
        _("发建会告知书"),
        TALKED_WITH,
        None,
        events.NOTICE_SENT,
        **BY_OFFICE,
        form=forms.NoticeForm,
        guards=(checks.check_no_notice_waits,),
        act=acts.send_notice,
        document=NOTICE_LETTER,
        is_primary=False,
    ),
    Move(
        "serve_notice",
        _("登记告知书签收"),
        frozenset({*TALKED_WITH, rules.PREPARING}),
        None,
        events.NOTICE_SERVED,
        **BY_OFFICE,
        form=forms.ServeForm,
        guards=(checks.check_notice_waits,),
        act=acts.serve_notice,
        is_primary=False,
    ),
    Move(
        "escalate",
        _("提请劳动法律监督"),
        frozenset({rules.CONTACTED, rules.TALKING, *rules.ASIDE}),
        None,
        events.ESCALATED,
        **BY_OFFICE,
        form=forms.EscalateForm,
        guards=(checks.check_not_escalated, checks.check_notice_was_served),
        act=acts.escalate,
        is_primary=False,
        help=_("告知以后仍然拒绝或者阻挠建会的，登记为监督线索，依次发提示函、意见书、建议书。"),
    ),
    Move(
        "prepare",
        _("转入筹备建会"),
        frozenset({rules.AGREED}),
        rules.PREPARING,
        events.PREPARING,
        **BY_OFFICE,
        guards=(checks.check_is_clear,),
        act=acts.prepare,
    ),
    Move(
        "settle",
        _("登记建会结果"),
        OPEN,
        rules.FOUNDED,
        events.SETTLED,
        **BY_OFFICE,
        guards=(checks.check_is_covered,),
        act=acts.settle,
        may_lead_to=frozenset({rules.JOINED}),
        help=_("单独建会的记为已成立，由联合工会覆盖的记为并入联合工会。"),
        is_primary=False,
    ),
    Move(
        "hear_founding",
        _("批复成立"),
        frozenset({rules.PREPARING}),
        rules.FOUNDED,
        events.ESTABLISHED,
        may=leave_to_events,
        guards=(checks.check_is_covered,),
        act=acts.settle,
        may_lead_to=frozenset({rules.JOINED}),
        by_system=True,
        hears=FOUNDED,
    ),
    Move(
        "evaluate",
        _("评估规范运转"),
        frozenset({rules.FOUNDED}),
        rules.RUNNING,
        events.EVALUATED,
        **BY_OFFICE,
        guards=(checks.check_union_lives,),
        act=acts.evaluate,
    ),
    Move(
        "put_off",
        _("暂缓"),
        rules.SPOKEN_TO,
        rules.DEFERRED,
        events.PUT_OFF,
        **BY_OFFICE,
        form=ReasonForm,
        act=acts.put_off,
        is_primary=False,
    ),
    Move(
        "remove",
        _("注销或者迁出"),
        OPEN,
        rules.GONE,
        events.REMOVED,
        **BY_OFFICE,
        form=ReasonForm,
        act=acts.remove,
        is_primary=False,
    ),
)


def records_of(cases: Sequence[Case]) -> Sequence[OrganisingTarget]:
    rows = OrganisingTarget.objects.select_related("enterprise", "plan_task")
    return records_in_order(cases, rows)


def silences_of(standings: Sequence[Standing]) -> dict[int, date | None]:
    """By case the day on which the present silence turns yellow; None where none lasts."""
    rows = Silence.objects.filter(target__case__in=[standing.case.pk for standing in standings], to_on=None)
    return by_case(standings, dict(rows.order_by("pk").values_list("target__case", "yellow_from")), None)


def unsigned_notices_of(standings: Sequence[Standing]) -> dict[int, bool]:
    """By case whether a notice waits to be signed for."""
    rows = FoundingNotice.objects.filter(target__case__in=[standing.case.pk for standing in standings], served_on=None)
    return by_case(standings, dict.fromkeys(rows.order_by("pk").values_list("target__case", flat=True), True), False)


NEXT = {
    rules.CLUE: "verify",
    rules.PREPARING: "settle",
    rules.FOUNDED: "evaluate",
    **dict.fromkeys(TALKED_WITH, "contact"),
    rules.AGREED: "prepare",
}


def wants(standing: Standing) -> Sequence[Wanted]:
    """Of the cadre who answers for it, or of any in the territory.

    A contact is due on the day that was noted for the next one, and before the silence turns yellow.
    """
    case, target = standing.case, standing.record
    due = standing.ask(silences_of) if case.state in rules.SPOKEN_TO else target.deadline

    def due_of(verb: str) -> date | None:
        return min(filter(None, (due, target.next_on)), default=None) if verb == "contact" else due

    verbs = [NEXT[case.state], *(["serve_notice"] if standing.ask(unsigned_notices_of) else [])]
    if target.cadre_id is not None:
        return [Wanted(verb, case.union_id, post_id=target.cadre_id, due_on=due_of(verb)) for verb in verbs]
    if case.state in OPEN:
        verbs.append("assign")
    return [Wanted(verb, case.union_id, role=Role.CADRE, due_on=due_of(verb)) for verb in verbs]


TARGET_FLOW = listen(
    register_flow(
        Flow(
            code="organising.target",
            label=_("建会对象"),
            prefix="GJ",
            states=STATES,
            initial=rules.CLUE,
            opened=events.FOUND,
            moves=MOVES,
            records_of=records_of,
            wants=wants,
            url_of=lambda case: case_url(case.pk),
        )
    )
)
