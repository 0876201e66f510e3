"""The flow of a plan's task: assigned, accepted, reported, verified (domain/services §G2)."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from django.urls import reverse

from zhijia.engines.cases.clocks import running_terms
from zhijia.engines.cases.flow import ClockStart, Flow, Move, State, Wanted, register_flow
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.standing import Standing, records_in_order
from zhijia.lib.sentences import gettext_noop as _
from zhijia.organisation.models.posts import Role
from zhijia.services.plans import events
from zhijia.services.plans.models import Task
from zhijia.services.plans.models.tasks import SupervisionSource
from zhijia.services.plans.tasks import acts, checks, extending, forms, letters
from zhijia.services.plans.tasks.details import with_details

UNASSIGNED = State("unassigned", _("待交办"))
ASSIGNED = State("assigned", _("待接受"))
RETURNED = State("returned", _("已退回"))
ACTIVE = State("active", _("办理中"))
EXTENDING = State("extending", _("延期待批"))
REPORTED = State("reported", _("待核验"))
DONE = State("done", _("已办结"), is_final=True)
WITHDRAWN = State("withdrawn", _("已撤销"), is_final=True)
UNDER_WAY = frozenset({"active", "extending"})
OPEN = UNDER_WAY | {"unassigned", "assigned", "returned", "reported"}

ACCEPTANCE = "acceptance"
COMPLETION = "completion"
ASSIGNING = frozenset(map(str, checks.ASSIGNING_ROLES))
URGING = frozenset(map(str, checks.URGING_ROLES))


def _promised_day(task: Task) -> date | None:
    return task.due_on


def _supervised_on(source: str, task: Task) -> date | None:
    return task.supervised_on if task.supervision == source else None


def tasks_of(cases: Sequence[Case]) -> Sequence[Task]:
    """The tasks of cases with what stands beside them: asked once for each loaded case."""
    records_in_order(
        [case for case in cases if not Case.task.is_cached(case)], with_details(Task.objects.select_related("plan"))
    )
    return [case.task for case in cases]


def _wants(standing: Standing) -> Sequence[Wanted]:
    case, task, due = standing.case, standing.record, standing.ask(running_terms)
    if case.state == UNASSIGNED.code:
        return [Wanted("assign", case.union_id, role=Role.RESEARCH, due_on=task.due_on)]
    if task.lead_id is None or task.lead_union_id is None:
        raise ValueError(f"task {task.pk} is {case.state} without a lead")
    lead, union = task.lead_id, task.lead_union_id
    if case.state == ASSIGNED.code:
        return [Wanted("accept", union, post_id=lead, due_on=due.get(ACCEPTANCE))]
    if case.state == RETURNED.code:
        return _of_issuer("assign", case, task)
    if case.state == REPORTED.code:
        return _of_issuer("verify", case, task)
    return [
        *(_of_issuer("grant_extension", case, task) if case.state == EXTENDING.code else []),
        *(Wanted("report", union, post_id=lead, due_on=due_on) for due_on in _replies_due(due)),
        Wanted("report_done", union, post_id=lead, due_on=task.due_on),
        *(
            Wanted("report", support.union_id, post_id=support.post_id, due_on=task.due_on)
            for support in task.supports.all()
        ),
    ]


def _of_issuer(verb: str, case: Case, task: Task) -> list[Wanted]:
    """An act of the post that assigned the task; without one, of whoever stands above it in the union."""
    if task.assigner_id:
        return [Wanted(verb, case.union_id, post_id=task.assigner_id, due_on=task.due_on)]
    return [Wanted(verb, case.union_id, role=role, due_on=task.due_on) for role in checks.STANDING_IN]


def _replies_due(due: Mapping[str, date]) -> list[date]:
    """When a supervision wants its answer, if one is open."""
    return [due[name] for name in REPLIES if name in due][:1]


def _url_of(case: Case) -> str:
    return reverse("cases:case", args=[case.pk])


REPLY = "reply_"
REPLY_CLOCKS = tuple(
    ClockStart(
        f"{REPLY}{source}",
        _("答复督办"),
        "task",
        parameter=f"supervise.reply.{source}",
        since=partial(_supervised_on, source),
    )
    for source in SupervisionSource.values
)
"""One term for each source (TA-07); of these the one starts whose source the task names."""
REPLIES = tuple(clock.name for clock in REPLY_CLOCKS)
COMPLETION_CLOCK = ClockStart(COMPLETION, _("完成任务"), "task", promised=_promised_day)
ASSIGN_CLOCKS = (ClockStart(ACCEPTANCE, _("接受任务"), "task", parameter="task.acceptance"), COMPLETION_CLOCK)

MOVES = (
    Move(
        "assign",
        _("交办"),
        frozenset({"unassigned", "returned"}),
        "assigned",
        events.TASK_ASSIGNED,
        may=checks.check_assigns,
        who=_("交办单位"),
        roles=ASSIGNING,
        form=forms.AssignForm,
        act=acts.assign,
        starts=ASSIGN_CLOCKS,
        help=_("写明牵头岗位、完成时限和完成标准。对方须在时限内接受或退回。"),
    ),
    Move(
        "reassign",
        _("改派"),
        UNDER_WAY | {"assigned"},
        "assigned",
        events.TASK_REASSIGNED,
        may=checks.check_assigns,
        who=_("交办单位"),
        roles=ASSIGNING,
        form=forms.AssignForm,
        act=acts.assign,
        starts=ASSIGN_CLOCKS,
        is_primary=False,
    ),
    Move(
        "accept",
        _("接受任务"),
        frozenset({"assigned"}),
        "active",
        events.TASK_ACCEPTED,
        may=checks.check_is_lead,
        who=_("牵头岗位"),
        act=acts.accept,
        stops=(ACCEPTANCE,),
    ),
    Move(
        "give_back",
        _("退回任务"),
        frozenset({"assigned"}),
        "returned",
        events.TASK_RETURNED,
        may=checks.check_is_lead,
        who=_("牵头岗位"),
        form=forms.ReasonForm,
        act=acts.give_back,
        stops=(ACCEPTANCE, COMPLETION),
        is_primary=False,
    ),
    Move(
        "report",
        _("报告进展"),
        UNDER_WAY,
        None,
        events.TASK_PROGRESS,
        may=checks.check_takes_part,
        who=_("牵头岗位和配合岗位"),
        form=forms.ReportForm,
        act=acts.report,
        stops=REPLIES,
    ),
    Move(
        "report_done",
        _("报告办结"),
        UNDER_WAY,
        "reported",
        events.TASK_REPORTED_DONE,
        may=checks.check_is_lead,
        who=_("牵头岗位"),
        form=forms.DoneForm,
        act=acts.report_done,
        stops=REPLIES,
    ),
    Move(
        "ask_extension",
        _("申请延期"),
        frozenset({"active"}),
        "extending",
        events.EXTENSION_ASKED,
        may=checks.check_is_lead,
        who=_("牵头岗位"),
        guards=(checks.check_before_due,),
        form=forms.AskExtensionForm,
        act=extending.ask_extension,
        is_primary=False,
        help=_("须在完成时限之前申请。准予之前仍按原时限办理；考核始终按原定时限。"),
    ),
    Move(
        "grant_extension",
        _("准予延期"),
        frozenset({"extending"}),
        "active",
        events.EXTENSION_GRANTED,
        may=checks.check_decides_extension,
        who=_("交办单位，牵头岗位除外"),
        roles=ASSIGNING,
        guards=(checks.check_not_own_request,),
        form=forms.GrantExtensionForm,
        act=extending.grant_extension,
        starts=(COMPLETION_CLOCK,),
        help=_("原定时限照样留着，考核按原定时限。"),
    ),
    Move(
        "refuse_extension",
        _("不予延期"),
        frozenset({"extending"}),
        "active",
        events.EXTENSION_REFUSED,
        may=checks.check_decides_extension,
        who=_("交办单位，牵头岗位除外"),
        roles=ASSIGNING,
        guards=(checks.check_not_own_request,),
        form=forms.ReasonForm,
        act=extending.refuse_extension,
        is_primary=False,
    ),
    Move(
        "verify",
        _("核验通过"),
        frozenset({"reported"}),
        "done",
        events.TASK_VERIFIED,
        may=checks.check_verifies,
        who=_("交办单位，牵头岗位除外"),
        roles=URGING,
        guards=(checks.check_not_own_report,),
        act=acts.verify,
    ),
    Move(
        "send_back",
        _("退回补办"),
        frozenset({"reported"}),
        "active",
        events.TASK_SENT_BACK,
        may=checks.check_verifies,
        who=_("交办单位，牵头岗位除外"),
        roles=URGING,
        form=forms.ReasonForm,
        act=acts.send_back,
        is_primary=False,
    ),
    Move(
        "urge",
        _("催办"),
        UNDER_WAY | {"assigned"},
        None,
        events.TASK_URGED,
        may=checks.check_urges,
        who=_("交办单位"),
        roles=URGING,
        form=forms.ReasonForm,
        act=acts.urge,
        document=letters.URGING_LETTER,
        help=_("催办会印发一份有文号的催办通知，理由写在通知里，牵头岗位同时收到消息。"),
        is_primary=False,
    ),
    Move(
        "supervise",
        _("督办"),
        UNDER_WAY,
        None,
        events.TASK_SUPERVISED,
        may=checks.check_urges,
        who=_("交办单位"),
        roles=URGING,
        form=forms.SuperviseForm,
        act=acts.supervise,
        starts=REPLY_CLOCKS,
        is_primary=False,
        help=_("牵头岗位须在时限内报告进展作为答复。"),
    ),
    Move(
        "withdraw",
        _("撤销"),
        OPEN,
        "withdrawn",
        events.TASK_WITHDRAWN,
        may=checks.check_assigns,
        who=_("交办单位"),
        roles=ASSIGNING,
        form=forms.ReasonForm,
        act=acts.withdraw,
        is_primary=False,
    ),
)


TASK_FLOW = register_flow(
    Flow(
        code="plans.task",
        label=_("计划任务"),
        prefix="RW",
        states=(UNASSIGNED, ASSIGNED, RETURNED, ACTIVE, EXTENDING, REPORTED, DONE, WITHDRAWN),
        initial="unassigned",
        opened=events.TASK_OPENED,
        moves=MOVES,
        records_of=tasks_of,
        wants=_wants,
        url_of=_url_of,
    )
)
