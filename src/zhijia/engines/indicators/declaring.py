"""Numbers kept by hand: setting one up, and reporting it with evidence."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max, QuerySet
from django.http import Http404

from zhijia.engines.indicators import events
from zhijia.engines.indicators.definitions import DECLARED
from zhijia.engines.indicators.models import Declared, Entry
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.lib.typed import whole_number
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

DECLARING_ROLES = (Role.LEADER, Role.DEPT_HEAD, Role.CADRE, Role.RESEARCH)
REPORTING_ROLES = (*DECLARING_ROLES, Role.CHAIR, Role.OFFICER)
WHO_DECLARES = gettext_noop("申报指标由县级以上工会的领导、部门负责人或干部设立。请改用这样的岗位办理。")
WHO_REPORTS = gettext_noop("您当前的岗位不能为这个工会填报。请由该工会或其上级工会的干部办理。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What unions are asked to report. `unit` of a ratio is per cent."""

    name: str
    definition: str
    unit: str
    goal: str = ""
    is_ratio: bool = False
    is_less_better: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one union reports for a period: its own number as of a day, and the paper that proves it.

    `evidence_sha256` names a file of the attachment store; `reason` is needed when it corrects an earlier report.
    """

    union: Union
    period_from: date
    period_to: date
    as_of_on: date
    value: int
    evidence_name: str
    evidence_sha256: str
    total: int | None = None
    reason: str = ""


def can_declare(actor: Actor) -> bool:
    return actor.has_role(*DECLARING_ROLES)


def declare(actor: Actor, *, union: Union, definition: Definition, now: datetime) -> Declared:
    """Set up a number that the unions below `union` report themselves. Raises `Refused`."""
    if not can_declare(actor) or not actor.covers(union.path):
        raise Refused(WHO_DECLARES)
    if Declared.objects.filter(union=union, name=definition.name).exists():
        raise Refused(
            Sentence("已有同名的申报指标“{name}”，请直接选用或换一个名称。", {"name": definition.name}), field="name"
        )
    declared = Declared.objects.create(
        name=definition.name,
        definition=definition.definition,
        unit=definition.unit,
        goal=definition.goal,
        is_ratio=definition.is_ratio,
        is_less_better=definition.is_less_better,
        union=union,
        created_at=now,
    )
    subject = Subject("indicators.declared", declared.pk, declared.name)
    record(NewEvent(events.DECLARED.code, now, actor.doer, subject))
    return declared


def can_report(actor: Actor, union: Union) -> bool:
    return actor.has_role(*REPORTING_ROLES) and actor.covers(union.path)


def report(actor: Actor, *, declared: Declared, report: Report, now: datetime) -> Entry:
    """Add a report; one for a day that has one already is a correction of it. Raises `Refused`."""
    if not can_report(actor, report.union) or actor.post is None or actor.person_id is None:
        raise Refused(WHO_REPORTS)
    earlier = _check_report(declared, report, today=local_day(now))
    entry = Entry.objects.create(
        declared=declared,
        union=report.union,
        period_from=report.period_from,
        period_to=report.period_to,
        as_of_on=report.as_of_on,
        value=report.value,
        total=report.total,
        reason=report.reason,
        evidence_name=report.evidence_name,
        evidence_sha256=report.evidence_sha256,
        entered_at=now,
        entered_by_id=actor.person_id,
        entered_by_post_id=actor.post.id,
    )
    kind = events.CORRECTED if earlier else events.REPORTED
    data = {"value": report.value, "total": report.total, "as_of_on": report.as_of_on.isoformat()}
    subject = Subject("indicators.entry", entry.pk, f"{declared.name} · {report.union.name}")
    record(NewEvent(kind.code, now, actor.doer, subject, data=data | ({"corrects": earlier.pk} if earlier else {})))
    return entry


def list_declared() -> QuerySet[Declared]:
    """The declared numbers in sight that are still in use, by name."""
    return Declared.objects.filter(closed_on=None).order_by("name", "pk")


def get_declared(code: str) -> Declared:
    """The declared number of a code, or not found."""
    number = whole_number(code.removeprefix(f"{DECLARED}."))
    declared = None if number is None else Declared.objects.filter(pk=number).first()
    if declared is None:
        raise Http404
    return declared


def get_entry(pk: int) -> Entry | None:
    """One report in scope, if there is such."""
    return Entry.objects.filter(pk=pk).first()


def last_reported_on(code: str, *, path: str) -> date | None:
    """The newest day for which anything was reported at or below a node; None: never."""
    entries = Entry.objects.filter(
        declared_id=int(code.removeprefix(f"{DECLARED}.")), path__gte=path, path__lt=f"{path}~"
    )
    newest: date | None = entries.aggregate(newest=Max("as_of_on"))["newest"]
    return newest


def _check_report(declared: Declared, report: Report, *, today: date) -> Entry | None:
    """The report that this one corrects, if any. Raises `Refused`."""
    if declared.closed_on is not None and declared.closed_on <= report.as_of_on:
        raise Refused(Sentence("“{name}”自{day}起停用，不再填报。", {"name": declared.name, "day": declared.closed_on}))
    if report.as_of_on > today:
        raise Refused("数据截至日期不能晚于今天。", field="as_of_on")
    if not report.period_from <= report.as_of_on <= report.period_to:
        raise Refused("数据截至日期必须在期间之内。", field="as_of_on")
    if declared.is_ratio != (report.total is not None):
        raise Refused("比率要填分子和总数，其他指标只填数值。", field="total")
    if report.value < 0 or (report.total is not None and report.total < report.value):
        raise Refused("数值不能为负，也不能大于总数。", field="value")
    same = {"declared": declared, "union": report.union, "as_of_on": report.as_of_on}
    earlier = Entry.objects.filter(**same, period_from=report.period_from, period_to=report.period_to).last()
    if earlier and not report.reason:
        raise Refused("这一天已经报过。要更正，请写明理由。", field="reason")
    return earlier
