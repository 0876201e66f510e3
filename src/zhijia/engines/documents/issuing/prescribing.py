"""Prescribed forms: a .docx with fields in double braces becomes the body of a kind of document, for a union and those below."""

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

import docx
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from docx.table import Table

from zhijia.engines.documents.composing.merging import FIELD, GIVEN
from zhijia.engines.documents.composing.skeleton import Skeleton, TemplateError, read_template
from zhijia.engines.documents.events import FORM_PRESCRIBED
from zhijia.engines.documents.issuing.numbering import check_sets_words
from zhijia.engines.documents.issuing.registry import DocumentTemplate
from zhijia.engines.documents.models import PrescribedForm
from zhijia.engines.documents.store import path_of
from zhijia.engines.documents.storing import receive
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Union
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, Subject, record

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
HEAD = "---\ntitle: 规定格式\n---\n\n"


def prescribe(
    template: DocumentTemplate, file: "UploadedFile[bytes]", *, title: str, actor: Actor, now: datetime
) -> PrescribedForm:
    """Let the acting post's union, and those below it, write this kind of document in this form from now on.

    Raises `Refused` for a wrong actor, a file that is no .docx, or fields that the document does not have.
    """
    check_sets_words(actor)
    assert actor.post is not None
    upload = receive(file)
    if upload.content_type != DOCX:
        raise Refused("规定格式用 .docx 文件，字段写在双花括号里。", field="file")
    with path_of(upload.sha256).open("rb") as content:
        source = text_of(content)
    body_of(template, source)
    with transaction.atomic():
        in_use(actor.post.union_id, template.code).update(withdrawn_at=now)
        form = PrescribedForm.objects.create(
            union_id=actor.post.union_id,
            template=template.code,
            title=title,
            source=source,
            filename=upload.filename,
            sha256=upload.sha256,
            set_at=now,
            set_by_id=actor.post.id,
        )
        _record(form, "prescribed", actor=actor, now=now)
    return form


def withdraw(template: DocumentTemplate, *, actor: Actor, now: datetime) -> None:
    """Go back to the form of the union above, or to the one this product brings."""
    check_sets_words(actor)
    assert actor.post is not None
    with transaction.atomic():
        form = in_use(actor.post.union_id, template.code).select_for_update().first()
        if form is None:
            raise Refused("本单位没有正在使用的规定格式。")
        form.withdrawn_at = now
        form.save(update_fields=["withdrawn_at"])
        _record(form, "withdrawn", actor=actor, now=now)


def in_use(union_id: int, template: str) -> QuerySet[PrescribedForm]:
    return PrescribedForm.objects.filter(union_id=union_id, template=template, withdrawn_at=None)


def form_for(actor: Actor, template: DocumentTemplate) -> PrescribedForm | None:
    """The form that holds for the acting post's union: its own, else that of the nearest union above."""
    if actor.post is None or not template.accepts_forms:
        return None
    above = [int(pk) for pk in actor.post.ancestors.split(",") if pk]
    forms = PrescribedForm.objects.filter(
        template=template.code, withdrawn_at=None, union_id__in=[*above, actor.post.union_id]
    )
    return forms.order_by("-union__depth").first()


def body_of(template: DocumentTemplate, source: str) -> Skeleton:
    """The template's own head with the body of a form. Raises `Refused` when the form cannot be filled."""
    try:
        return template.with_body(read_template(HEAD + source))
    except TemplateError as error:
        words = {"label": Sentence(template.label), "fields": "、".join(field.name for field in template.fields)}
        raise Refused(
            Sentence("这份格式不能用于“{label}”：可以使用的字段是{fields}；不要用项目符号和缩进。", words), field="file"
        ) from error


def fields_of(template: DocumentTemplate) -> list[str]:
    """What a form of this document may ask for."""
    return sorted(GIVEN | {field.name for field in template.fields})


def text_of(content: BinaryIO) -> str:
    """The text of a .docx as a template: headings, paragraphs, tables."""
    return "\n\n".join(_blocks(content)) + "\n"


def _blocks(content: BinaryIO) -> Iterator[str]:
    for part in docx.Document(content).iter_inner_content():
        if isinstance(part, Table):
            yield "\n".join(_table(part))
        elif words := part.text.strip():
            style = part.style.name or "" if part.style else ""
            level = style.removeprefix("Heading ")
            yield f"{'#' * int(level)} {words}" if style.startswith("Heading ") and level in "1234" else words


def _table(table: Table) -> Iterator[str]:
    """The first row is the head. A row whose first cell is all of one field stands for its rows."""
    for number, row in enumerate(table.rows):
        cells = [cell.text.strip().replace("\n", " ").replace("|", "｜") for cell in row.cells]
        is_rows = bool(cells) and FIELD.fullmatch(cells[0]) and not any(cells[1:])
        yield f"| {cells[0]} |" if is_rows else "| " + " | ".join(cells) + " |"
        if number == 0:
            yield "|" + "---|" * len(cells)


def _record(form: PrescribedForm, act: str, *, actor: Actor, now: datetime) -> None:
    union = Union.objects.only("name").get(pk=form.union_id)
    record(
        NewEvent(
            kind=FORM_PRESCRIBED.code,
            at=now,
            doer=actor.doer,
            subject=Subject("organisation.union", union.pk, union.name),
            data={"act": act, "template": form.template, "title": form.title, "sha256": form.sha256},
        )
    )
