"""Applying for registration: by the union, to the authority above it, with all papers (services §A4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from zhijia.engines.cases.clocks import start_clocks
from zhijia.engines.cases.models import CaseShare
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.cases.standing import Standing
from zhijia.engines.documents.storing import Upload, attach
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models import Enterprise, OtherParent, Union
from zhijia.organisation.models.posts import FunctionLine, Role
from zhijia.organisation.models.unions import FEDERATION_KINDS, ParentKind
from zhijia.organisation.permissions import check_administer
from zhijia.organisation.queries import covered_on, holdings_on
from zhijia.organisation.rules import is_grassroots
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.organisation.writing import refusing
from zhijia.services.organising.registration.checks import judge_application
from zhijia.services.organising.registration.flow import REGISTRATION_FLOW, REVIEWED
from zhijia.services.organising.registration.models import Registration

CONSTRAINTS: dict[str, Sentence | str] = {
    "registration_one_of_a_union": gettext_noop("这个工会已有法人登记或者正在申请。")
}


@dataclass(frozen=True, kw_only=True)
class Application:
    """What a union applies with."""

    conditions: Sequence[str]
    chair_name: str
    address: str
    papers: Sequence[Upload]


def apply_for_registration(
    actor: Actor, union: Union, application: Application, *, now: datetime
) -> tuple[Registration, Sequence[Verdict]]:
    """Open it, and say what the law remarks (OR-25 warns). Raises `Refused`: role, kind of union, no term, one that stands."""
    check_administer(actor, union.path)
    if not is_grassroots(union.kind):
        raise Refused("县级以上总工会依法具有法人资格；只有企业工会和联合工会在这里申请登记。")
    if union.term_to is None or union.term_to <= local_day(now):
        raise Refused("证书有效期与本届任期一致：先登记没有届满的本届任期，再申请法人登记。", rule="OR-26")
    authority = authority_of(union, now=now)
    with transaction.atomic(), refusing(CONSTRAINTS):
        title = Sentence("法人登记 · {name}", {"name": union.name}).said_in(str)[:300]
        new = NewCase(title=title, union_id=union.pk, place=union.place, line=FunctionLine.ORGANISING)
        (case,) = open_cases(REGISTRATION_FLOW, [new], actor=actor, now=now)
        record = Registration.objects.create(
            case=case,
            union=union,
            authority=authority,
            authority_name=authority.name,
            conditions=list(application.conditions),
            address=application.address,
            chair_name=application.chair_name,
            applicant_id=actor.person_id,
            applied_on=local_day(now),
        )
        for paper in application.papers:
            attach(case, paper, actor=actor, now=now)
        if not union.path.startswith(authority.path):
            with scoped(SYSTEM):
                CaseShare.objects.get_or_create(case=case, union_id=authority.pk, party="")
        start_clocks([Standing(case, record)], (REVIEWED,), now=now)
        begin(REGISTRATION_FLOW, [(case, record)], now=now)
    return record, judge_application(union, now=now)


def known_of(union: Union, *, today: date) -> dict[str, str]:
    """What the register knows already: who presides, and where the first employer that the union covers is."""
    chair = holdings_on(today).filter(post__union=union, post__role=Role.CHAIR).select_related("person").first()
    firm = Enterprise.objects.filter(covered_on(today), coverages__union=union).order_by("pk").first()
    return {"chair_name": chair.person.name if chair else "", "address": firm.address if firm else ""}


def authority_of(union: Union, *, now: datetime) -> Union:
    """The union's registration parent of the day, or else the nearest federation above it. Raises `Refused`: none."""
    today = local_day(now)
    named = OtherParent.objects.filter(Q(to_on=None) | Q(to_on__gt=today), union=union, from_on__lte=today)
    found = named.filter(kind=ParentKind.REGISTRATION).select_related("parent").order_by("-from_on").first()
    if found is not None:
        return found.parent
    above = [union.path[: 4 * n] for n in range(1, len(union.path) // 4)]
    nearest = Union.objects.filter(path__in=above, kind__in=FEDERATION_KINDS, closed_on=None).order_by("-depth").first()
    if nearest is None:
        raise Refused("没有找到县级以上的登记机关，请先登记这个工会的法人登记关系。")
    return nearest
