"""Files of issued documents: made once from the frozen text, kept by their hash, given out as the same bytes ever after."""

from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from zhijia.engines.documents.composing.paper import paper_from
from zhijia.engines.documents.models import IssuedDocument, Rendering
from zhijia.engines.documents.rendering.office import render_docx
from zhijia.engines.documents.rendering.pdf import render_pdf
from zhijia.engines.documents.rendering.sealing import Seal
from zhijia.engines.documents.store import keep, path_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.trail.checkpoints import Anchor

PDF, DOCX = "pdf", "docx"
CONTENT_TYPES = {
    PDF: "application/pdf",
    DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def open_rendering(document: IssuedDocument, form: str, *, now: datetime) -> BinaryIO:
    """The bytes of a document in a format, made when they are first asked for.

    `Refused` without Chinese fonts (PDF), or when the store has lost bytes that were given out already.
    """
    rendering = Rendering.objects.filter(document=document, format=form).first()
    if rendering is None:
        rendering = _make(document, form, now=now)
    try:
        return path_of(rendering.sha256).open("rb")
    except FileNotFoundError as error:
        words = {"name": str(document)}
        raise Refused(Sentence("“{name}”的成品不在文件库中，请联系系统管理员从备份恢复。", words)) from error


def filename_of(document: IssuedDocument, form: str) -> str:
    """What the file is called when it is saved."""
    return f"{document.number or document.case_id or document.pk} {document.title}.{form}"


def seal_of(document: IssuedDocument) -> Seal:
    """What is printed below this document."""
    return Seal(
        address=f"{settings.PUBLIC_ADDRESS}/verify/{document.token}",
        sha256=document.sha256,
        anchor=anchor_of(document),
    )


def anchor_of(document: IssuedDocument) -> str:
    """The sealed root as it is printed and typed in again; empty when the log was not sealed yet."""
    size, root = document.checkpoint_size, document.checkpoint_root
    return str(Anchor(size, bytes.fromhex(root))) if size else ""


def render_many(documents: list[IssuedDocument]) -> bytes:
    """One PDF of many documents, for the printer: a campaign's letters in one run. Raises `Refused` without fonts."""
    entries = [(paper_from(document.model), seal_of(document)) for document in documents]
    return render_pdf(entries, fonts=fonts_folder(), on=max(document.issued_on for document in documents))


def fonts_folder() -> Path:
    """Where an office puts fonts that it has a licence for."""
    return Path(settings.HOME) / "fonts"


def _make(document: IssuedDocument, form: str, *, now: datetime) -> Rendering:
    content = _render(document, form)
    rendering, _ = Rendering.objects.get_or_create(
        document=document,
        format=form,
        defaults={"sha256": keep(BytesIO(content)), "size": len(content), "made_at": now},
    )
    return rendering


def _render(document: IssuedDocument, form: str) -> bytes:
    paper, seal = paper_from(document.model), seal_of(document)
    if form == DOCX:
        return render_docx(paper, seal, on=document.issued_on)
    return render_pdf([(paper, seal)], fonts=fonts_folder(), on=document.issued_on)
