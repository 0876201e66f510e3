"""Attachments and issued documents in the actor's scope."""

from typing import BinaryIO

from django.db.models import Q, QuerySet
from django.http import Http404

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import cases_visible_to
from zhijia.engines.documents.models import Attachment, IssuedDocument, Serving, SignedCopy
from zhijia.engines.documents.store import path_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.scopes import Actor
from zhijia.organisation.sight import InSight


def attachments_of(case: Case) -> QuerySet[Attachment]:
    """What lies with a case, newest first."""
    return Attachment.objects.filter(case=case).order_by("-added_at", "-pk")


def attachments_visible_to(actor: Actor) -> QuerySet[Attachment]:
    """Attachments of the cases that the actor sees."""
    if not actor.places:
        return Attachment.objects.filter(case__in=cases_visible_to(actor))
    return Attachment.objects.filter(InSight(actor.reach() | actor.sight(), actor, Attachment))


def get_attachment(actor: Actor, pk: int) -> Attachment:
    """An attachment of a visible case, or not found."""
    rows = Attachment.objects.filter(case__in=cases_visible_to(actor)).select_related("case")
    attachment = rows.filter(pk=pk).first()
    if attachment is None:
        raise Http404
    return attachment


def open_attachment(actor: Actor, pk: int) -> tuple[Attachment, BinaryIO]:
    """An attachment of a visible case and its bytes, or not found. `Refused` when the store has lost the bytes."""
    attachment = get_attachment(actor, pk)
    try:
        return attachment, path_of(attachment.sha256).open("rb")
    except FileNotFoundError as error:
        words = {"name": attachment.filename}
        raise Refused(Sentence("“{name}”的原件不在文件库中，请联系系统管理员从备份恢复。", words)) from error


def documents_visible_to(actor: Actor) -> QuerySet[IssuedDocument]:
    """Documents of the actor's subtree, and those of cases that the actor sees."""
    here = Q(path__gte=actor.path, path__lt=actor.upper_bound)
    return IssuedDocument.objects.filter(here | Q(case__in=cases_visible_to(actor)))


def documents_of(case: Case) -> QuerySet[IssuedDocument]:
    """What was issued in a case, newest first."""
    return IssuedDocument.objects.filter(case=case).order_by("-pk")


def servings_of(case: Case) -> QuerySet[Serving]:
    """What was served in a case on whom, oldest first."""
    return Serving.objects.filter(case=case).order_by("served_at", "pk")


def get_document(actor: Actor, pk: int) -> IssuedDocument:
    """A visible document, or not found."""
    rows = documents_visible_to(actor).select_related("case", "annulment", "annuls")
    document = rows.filter(pk=pk).first()
    if document is None:
        raise Http404
    return document


def signed_copies_of(document: IssuedDocument) -> QuerySet[SignedCopy]:
    """What came back signed, newest first."""
    return SignedCopy.objects.filter(document=document).select_related("attachment").order_by("-pk")
