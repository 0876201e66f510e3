"""Opening a founding: by the union above, by a worker on her phone, or out of a target."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Employment, Enterprise, UnionCoverage
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.services.organising.founding.flow import FOUNDING_FLOW, SILENCE
from zhijia.services.organising.founding.models import Founding, FoundingEnterprise, PlannedForm, Source


@dataclass(frozen=True, kw_only=True)
class NewFounding:
    """A founding at an employer. `origin` is the case it came out of (an organising target)."""

    enterprise: Enterprise
    form: str = PlannedForm.OWN
    contact: str = ""
    source: str = Source.SUPERIOR
    origin: Case | None = None


def open_founding(entry: NewFounding, *, actor: Actor, now: datetime) -> Founding:
    """Open it at the union of the employer's territory. Raises `Refused`: role, a union that covers it, one open already."""
    check_administer(actor, entry.enterprise.territory.path)
    check_may_found(entry.enterprise, today=local_day(now))
    return _open(entry, actor=actor, now=now)


def found_from_target(origin: Case, enterprise: Enterprise, *, actor: Actor, now: datetime) -> Founding:
    """The founding that an organising target leads to: the one that is open at the employer already, or a new one."""
    found = Founding.objects.filter(enterprises__enterprise=enterprise, case__closed_at=None).select_related("case")
    if (standing := found.first()) is not None:
        return standing
    entry = NewFounding(enterprise=enterprise, source=Source.TARGET, origin=origin)
    return open_founding(entry, actor=actor, now=now)


def ask_for_union(actor: Actor, *, wish: str, now: datetime) -> Founding:
    """A worker asks that a union be founded where she works. The system opens it for her; her employer is told nothing.

    Raises `Refused`: nobody, no job, an employer that has a union, one that somebody asked for already.
    """
    today = local_day(now)
    if actor.person_id is None:
        raise Refused("这个账号没有对应的人员，不能提出。")
    with transaction.atomic(), scoped(SYSTEM):
        enterprise = workplace_of(actor.person_id, today=today)
        if enterprise is None:
            raise Refused("还没有登记您的工作单位，请先联系所在街道、乡镇工会。")
        check_may_found(enterprise, today=today)
        entry = NewFounding(enterprise=enterprise, source=Source.WORKER)
        return _open(entry, actor=actor, now=now, wish=wish)


def workplace_of(person_id: int, *, today: date) -> Enterprise | None:
    """Where somebody works now, the newest of several."""
    current = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gt=today))
    jobs = Employment.objects.filter(current, person=person_id).select_related("enterprise__territory")
    job = jobs.order_by("-from_on", "-pk").first()
    return job.enterprise if job else None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for herself, or helps to prepare, newest first; and whether she may ask for a union now."""

    foundings: tuple[Founding, ...] = ()
    may_ask: bool = False


def asked_by(actor: Actor, *, today: date) -> Asked:
    """Read as the system, in one go: she does not see the cases, and no register of employers."""
    if actor.person_id is None:
        return Asked()
    with scoped(SYSTEM):
        mine = Q(applicant=actor.person_id) | Q(preparers__person=actor.person_id)
        rows = Founding.objects.filter(mine).select_related("case").distinct().order_by("-pk")
        return Asked(tuple(rows[:5]), _can_ask(actor.person_id, today))


def _can_ask(person: int, today: date) -> bool:
    """Whether somebody works where no union covers the employer and none is being founded."""
    enterprise = workplace_of(person, today=today)
    return enterprise is not None and not _covered(enterprise, today) and not _open_of(enterprise)


def check_may_found(enterprise: Enterprise, *, today: date) -> None:
    if _covered(enterprise, today):
        words = {"enterprise": enterprise.name}
        raise Refused(Sentence("“{enterprise}”已经有工会覆盖，职工可以直接申请入会。", words), field="enterprise")
    if _open_of(enterprise):
        words = {"enterprise": enterprise.name}
        raise Refused(Sentence("“{enterprise}”的建会正在办理，不需要重复登记。", words), field="enterprise")


def _covered(enterprise: Enterprise, today: date) -> bool:
    current = Q(to_on=None) | Q(to_on__gt=today)
    return UnionCoverage.objects.filter(current, enterprise=enterprise, union__closed_on=None).exists()


def _open_of(enterprise: Enterprise) -> bool:
    return FoundingEnterprise.objects.filter(enterprise=enterprise, founding__case__closed_at=None).exists()


def _open(entry: NewFounding, *, actor: Actor, now: datetime, wish: str = "") -> Founding:
    enterprise = entry.enterprise
    territory = enterprise.territory
    new = NewCase(
        title=f"{enterprise.name}建会"[:300],
        union_id=territory.pk,
        place=territory.place,
        enterprise_id=enterprise.pk,
        line=FunctionLine.ORGANISING,
        data={"source": entry.source, "enterprise": enterprise.pk},
    )
    with transaction.atomic():
        (case,) = open_cases(FOUNDING_FLOW, [new], actor=actor, now=now)
        founding = Founding.objects.create(
            case=case,
            source=entry.source,
            origin=entry.origin,
            applicant_id=actor.person_id,
            applicant_label=actor.signature[:120],
            form=entry.form,
            union_name=f"{enterprise.name}工会委员会"[:120],
            contact=entry.contact,
            wish=wish,
        )
        FoundingEnterprise.objects.create(founding=founding, enterprise=enterprise)
        start_clocks([Standing(case, founding)], (SILENCE,), now=now)
        begin(FOUNDING_FLOW, [(case, founding)], now=now)
    return founding
