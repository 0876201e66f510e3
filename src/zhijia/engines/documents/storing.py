"""Receiving files and attaching them to cases."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from zhijia.engines.cases.events import ATTACHMENT_ADDED
from zhijia.engines.cases.models import Case
from zhijia.engines.documents.filenames import clean_filename, suffix_of
from zhijia.engines.documents.inspection import inspect
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.store import keep
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was looked at and lies in the store, not yet attached to anything."""

    filename: str
    content_type: str
    size: int
    sha256: str


def receive(file: "UploadedFile[Any]") -> Upload:
    """Look at an uploaded file and put its bytes into the store. Raises `Refused` with a sentence that names the file."""
    name = clean_filename(file.name or "")
    size = file.size or 0
    kind = inspect(file, name=name, size=size)
    named = name if suffix_of(name) else name + kind.suffixes[0]
    return Upload(named, kind.content_type, size, keep(file))


def attach(case: Case, upload: Upload, *, actor: Actor, now: datetime) -> Attachment:
    """Attach received bytes to a case, with its event. The same bytes on the same case again are the row that exists."""
    with transaction.atomic():
        attachment, is_new = Attachment.objects.get_or_create(
            case=case,
            sha256=upload.sha256,
            party=actor.mandate.party if actor.mandate else "",
            defaults={
                "filename": upload.filename,
                "content_type": upload.content_type,
                "size": upload.size,
                "added_at": now,
                "added_by_id": actor.post.id if actor.post else None,
                "added_by_label": actor.signature,
            },
        )
        if is_new:
            record(_event(attachment, case, actor=actor, now=now))
    return attachment


def _event(attachment: Attachment, case: Case, *, actor: Actor, now: datetime) -> NewEvent:
    return NewEvent(
        kind=ATTACHMENT_ADDED.code,
        at=now,
        doer=actor.doer,
        subject=Subject("cases.case", case.pk, str(case)),
        from_state=case.state,
        to_state=case.state,
        data={"filename": attachment.filename, "size": attachment.size, "sha256": attachment.sha256},
    )
