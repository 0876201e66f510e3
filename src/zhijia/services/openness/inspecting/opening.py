"""Opening an examination of a plan."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.lib.sentences import Refused, gettext_noop
from zhijia.organisation.models.posts import FunctionLine
from zhijia.organisation.scopes import Actor
from zhijia.organisation.writing import refusing
from zhijia.services.openness.models import OpennessCheck, OpennessPlan

FLOW = "openness.check"
ONE = gettext_noop("这份计划还有一次监督检查没有办结，请先办结那一次。")


@dataclass(frozen=True, kw_only=True)
class NewCheck:
    plan: OpennessPlan
    body: str
    members: str
    checked_on: date


def open_check(entry: NewCheck, *, actor: Actor, now: datetime) -> OpennessCheck:
    """Open its case. Raises `Refused` while another one of the plan is open."""
    plan, flow = entry.plan, get_flow(FLOW)
    open_ones = OpennessCheck.objects.filter(plan=plan, passed_on=None, dropped_on=None, accepted_on=None)
    if open_ones.exists():
        raise Refused(ONE)
    new = NewCase(
        title=f"{plan.enterprise.name}{plan.year}年厂务公开监督检查"[:300],
        union_id=plan.union_id,
        place=plan.enterprise.place,
        enterprise_id=plan.enterprise_id,
        line=FunctionLine.RIGHTS,
        data={"plan": plan.pk, "body": entry.body},
    )
    with transaction.atomic(), refusing({"opennesscheck_one_open": ONE}):
        (case,) = open_cases(flow, [new], actor=actor, now=now)
        check = OpennessCheck.objects.create(
            case=case, plan=plan, body=entry.body, members=entry.members, checked_on=entry.checked_on
        )
        begin(flow, [(case, check)], now=now)
    return check
