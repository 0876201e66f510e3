"""Notices: of a case, in the actor's scope, and those that a worker may read and object to."""

from datetime import date

from django.db.models import Q, QuerySet

from zhijia.engines.cases.models import Case
from zhijia.engines.public_notices.kinds import get_kind
from zhijia.engines.public_notices.models import NoticeEnterprise, NoticeObjection, NoticeSubject, PublicNotice
from zhijia.lib.masks import mask_name
from zhijia.organisation.models import Employment, Person, UnionCoverage
from zhijia.organisation.scopes import SYSTEM, Actor, scoped

READABLE = ("shown",)
"""PR-02: what hung is withdrawn by itself when its days are over, also while the union has not closed it yet."""
"""States in which a notice hangs, or hung until just now, and may still be objected to."""


def notices_of(about: Case) -> QuerySet[PublicNotice]:
    """The notices of a case, newest first."""
    return PublicNotice.objects.filter(about=about).select_related("case").order_by("-pk")


def latest_notice(about: Case, kind: str) -> PublicNotice | None:
    return notices_of(about).filter(kind=kind).first()


def open_objections(notice: PublicNotice) -> QuerySet[NoticeObjection]:
    """Those that wait for an answer, the oldest first."""
    return NoticeObjection.objects.filter(notice=notice, answered_on=None).order_by("pk")


def notices_for_worker(actor: Actor, *, today: date) -> list[PublicNotice]:
    """What hangs where the actor works, or at the union that she belongs to, newest first.

    She sees no union's cases: the system reads for her what hangs on the board anyway.
    """
    if actor.person_id is None:
        return []
    with scoped(SYSTEM):
        rows = PublicNotice.objects.filter(_hangs_for(actor.person_id, today), case__state__in=READABLE)
        return list(rows.select_related("case").order_by("-pk")[:20])


def notice_for_worker(actor: Actor, case_id: int, *, today: date) -> PublicNotice | None:
    """One of these."""
    return next((notice for notice in notices_for_worker(actor, today=today) if notice.case_id == case_id), None)


def subjects_for_worker(notice: PublicNotice) -> list[tuple[int, str]]:
    """Whom a notice that hangs for her is about, by id, named as on the board."""
    with scoped(SYSTEM):
        rows = NoticeSubject.objects.filter(notice=notice).order_by("pk").values_list("pk", "name")
        hides = get_kind(notice.kind).hides_names
        return [(pk, mask_name(name) if hides else name) for pk, name in rows]


def _hangs_for(person_id: int, today: date) -> Q:
    now = Q(from_on__lte=today) & (Q(to_on=None) | Q(to_on__gt=today))
    jobs = Employment.objects.filter(now, person=person_id).values("enterprise")
    covering = UnionCoverage.objects.filter(now, enterprise__in=jobs).values("union")
    homes = Person.objects.filter(pk=person_id).values("home")
    own = Q(case__enterprise=None) & (Q(case__union__in=covering) | Q(case__union__in=homes))
    further = NoticeEnterprise.objects.filter(enterprise__in=jobs).values("notice")
    return own | Q(case__enterprise__in=jobs) | Q(pk__in=further)
