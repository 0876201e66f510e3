"""Drafting a notice: asked by a service, on one of its cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.opening import NewCase, begin, open_cases
from zhijia.engines.public_notices.flow import NOTICE_FLOW
from zhijia.engines.public_notices.kinds import get_kind
from zhijia.engines.public_notices.models import NoticeEnterprise, NoticeSubject, PublicNotice
from zhijia.engines.public_notices.rules import mask_text
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody the notice is about."""

    name: str
    person_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class NewNotice:
    """A notice of a declared kind on a case; it lies at the case's union and, if it has one, its enterprise.

    `enterprises` are the ids of all employers at which it hangs, where there are several.
    """

    kind: str
    about: Case
    title: str
    text: str
    subjects: Sequence[Subject] = ()
    enterprises: Sequence[int] = ()


def open_notice(entry: NewNotice, *, actor: Actor, now: datetime) -> PublicNotice:
    """Draft it; the union then puts it up. Who may ask for it, the service has asked."""
    kind, about = get_kind(entry.kind), entry.about
    new = NewCase(
        title=entry.title[:300],
        union_id=about.union_id,
        place=about.place,
        enterprise_id=about.enterprise_id,
        line=about.line,
        data={"kind": kind.code, "about": about.pk},
    )
    names = [subject.name for subject in entry.subjects] if kind.hides_names else []
    with transaction.atomic():
        (case,) = open_cases(NOTICE_FLOW, [new], actor=actor, now=now)
        notice = PublicNotice.objects.create(
            case=case,
            kind=kind.code,
            about=about,
            parameter=kind.parameter,
            text=entry.text,
            masked_text=mask_text(entry.text, names=names),
        )
        NoticeSubject.objects.bulk_create(
            NoticeSubject(notice=notice, name=subject.name, person_id=subject.person_id) for subject in entry.subjects
        )
        further = [pk for pk in entry.enterprises if pk != about.enterprise_id]
        NoticeEnterprise.objects.bulk_create(NoticeEnterprise(notice=notice, enterprise_id=pk) for pk in further)
        begin(NOTICE_FLOW, [(case, notice)], now=now)
    return notice
