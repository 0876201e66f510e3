"""Paper that came back: "signed" means a scan, a date, and who entered it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from zhijia.engines.documents.events import SIGNED_COPY_ENTERED
from zhijia.engines.documents.models import IssuedDocument, SignedCopy
from zhijia.engines.documents.storing import Upload, attach
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.scopes import ActingPost, Actor
from zhijia.trail.record import NewEvent, Subject, record


def enter_signed_copy(
    document: IssuedDocument, scans: Sequence[Upload], *, signed_on: date, actor: Actor, now: datetime
) -> list[SignedCopy]:
    """Attach scans of the signed paper. The same scan again is the row that exists. Raises `Refused`."""
    post = check_enters_copies(document, actor)
    _check_day(document, signed_on, today=local_day(now))
    with transaction.atomic():
        return [_enter(document, scan, signed_on=signed_on, actor=actor, post=post, now=now) for scan in scans]


def check_enters_copies(document: IssuedDocument, actor: Actor) -> ActingPost:
    """Posts of the issuing union, of the case's union and of those above enter what came back; returns the post."""
    post = actor.post
    if post is None or not (post.union_id == document.union_id or actor.covers(document.path)):
        raise Refused("签章件由印发单位、事项所属工会或上级工会登记，请联系印发单位。")
    if document.case is None:
        raise Refused("这份文书不属于任何事项，签章件请随纸质档案保存。")
    return post


def _check_day(document: IssuedDocument, signed_on: date, *, today: date) -> None:
    if signed_on > today:
        raise Refused("签章日期不能晚于今天。", field="signed_on")
    if signed_on < document.issued_on:
        raise Refused(Sentence("签章日期不能早于成文日期{day}。", {"day": document.issued_on}), field="signed_on")


def _enter(
    document: IssuedDocument, scan: Upload, *, signed_on: date, actor: Actor, post: ActingPost, now: datetime
) -> SignedCopy:
    case = document.case
    assert case is not None
    attachment = attach(case, scan, actor=actor, now=now)
    copy, is_new = SignedCopy.objects.get_or_create(
        document=document,
        attachment=attachment,
        defaults={
            "signed_on": signed_on,
            "entered_at": now,
            "entered_by_id": post.id,
            "entered_by_label": f"{actor.name} · {post.label}",
        },
    )
    if is_new:
        record(
            NewEvent(
                kind=SIGNED_COPY_ENTERED.code,
                at=now,
                doer=actor.doer,
                subject=Subject("cases.case", case.pk, str(case)),
                from_state=case.state,
                to_state=case.state,
                data={
                    "document": document.pk,
                    "number": document.number,
                    "signed_on": signed_on.isoformat(),
                    "sha256": attachment.sha256,
                },
            )
        )
    return copy
