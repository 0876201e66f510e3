"""Attachments as rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.documents.filetypes import ALLOWED
from zhijia.engines.documents.models import Attachment
from zhijia.faces.workbench.presenting.cases import size_words
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """One attachment. `digest` is the beginning of its hash, enough to compare with a printed one."""

    name: str
    url: str
    kind: str
    size: str
    added_at: datetime
    added_by: str
    digest: str
    serve_url: str


def present_attachments(attachments: Iterable[Attachment], *, actor: Actor) -> list[AttachmentRow]:
    labels = {kind.content_type: kind.label for kind in ALLOWED}
    return [
        AttachmentRow(
            name=attachment.filename,
            url=reverse("cases:attachment", args=[attachment.pk]),
            kind=_(labels[attachment.content_type]),
            size=size_words(attachment.size),
            added_at=attachment.added_at,
            added_by=attachment.added_by_label,
            digest=attachment.sha256[:12],
            serve_url=reverse("cases:serve_attachment", args=[attachment.pk]) if actor.covers(attachment.path) else "",
        )
        for attachment in attachments
    ]
