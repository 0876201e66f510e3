"""Issued documents in the reader's language; what stands in them stays as it was frozen."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.documents.composing.paper import paper_from
from zhijia.engines.documents.issuing.issue import check_annuls
from zhijia.engines.documents.issuing.numbering import check_sets_words, words_of
from zhijia.engines.documents.issuing.registry import list_series
from zhijia.engines.documents.issuing.signing import check_enters_copies
from zhijia.engines.documents.models import IssuedDocument, Serving, SignedCopy
from zhijia.engines.documents.rendering.delivering import anchor_of, fonts_folder, seal_of
from zhijia.engines.documents.rendering.fonts import FontChoice
from zhijia.engines.documents.rendering.pdf import fonts_here, laid_out
from zhijia.engines.documents.serving import check_serves
from zhijia.lib.sentences import Refused, Sentence
from zhijia.lib.shanghai import local_day
from zhijia.organisation.models.outside import PartyKind
from zhijia.organisation.scopes import Actor
from zhijia.ui.components import Action, Fact


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One line of the documents of a case."""

    title: str
    number: str
    kind: str
    issuer: str
    issued_on: date
    url: str
    pdf_url: str
    docx_url: str
    is_void: bool
    servings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SeriesRow:
    """One series as the acting union numbers it; `url` only for whoever may change that."""

    label: str
    sample: str
    url: str


def present_documents(documents: Sequence[IssuedDocument], servings: Iterable[Serving]) -> list[DocumentRow]:
    """All documents of a case, each with on whom it was served and whether that party signed for it.

    What made one of them void was issued in the same case, and so is among them.
    """
    void = {document.annuls_id for document in documents}
    served: dict[int | None, list[str]] = {}
    for serving in servings:
        served.setdefault(serving.document_id, []).append(_serving(serving))
    return [
        DocumentRow(
            title=document.title,
            number=document.number,
            kind=_(document.label),
            issuer=document.issuer,
            issued_on=document.issued_on,
            url=reverse("documents:document", args=[document.pk]),
            pdf_url=reverse("documents:file", args=[document.pk, "pdf"]),
            docx_url=reverse("documents:file", args=[document.pk, "docx"]),
            is_void=document.pk in void,
            servings=served.get(document.pk, ()),
        )
        for document in documents
    ]


def present_document(document: IssuedDocument, copies: Iterable[SignedCopy], *, actor: Actor) -> dict[str, Any]:
    """The whole page of one document."""
    annulment = _annulment_of(document)
    seal = seal_of(document)
    return {
        "document": document,
        "kind": _(document.label),
        "paper": laid_out(paper_from(document.model)),
        "facts": _facts(document),
        "annulment": annulment and (annulment.number or annulment.title),
        "annulment_url": annulment and reverse("documents:document", args=[annulment.pk]),
        "annuls_url": document.annuls_id and reverse("documents:document", args=[document.annuls_id]),
        "copies": [_copy(copy) for copy in copies],
        "acts": _acts(document, actor),
        "verify_url": seal.address,
        "code": seal.svg_uri(),
        "font_note": _font_note(),
    }


def present_series(actor: Actor) -> list[SeriesRow]:
    """How the acting union's documents are numbered; nothing for whoever has no post."""
    if actor.post is None:
        return []
    may = _passes(lambda: check_sets_words(actor))
    words = words_of(actor.post.union_id, list_series())
    return [
        SeriesRow(
            label=_(series.label),
            sample=f"{words[series.code]}〔____〕__号",
            url=reverse("documents:set_series", args=[series.code]) if may else "",
        )
        for series in list_series()
    ]


def _facts(document: IssuedDocument) -> list[Fact]:
    number = [Fact(_("文号"), document.number, url=reverse("documents:series"))] if document.number else []
    about = Fact(_("事项"), document.subject_label)
    if document.case_id:
        about = Fact(_("事项"), document.subject_label, url=reverse("cases:case", args=[document.case_id]))
    return [
        *number,
        Fact(_("发文机关"), document.issuer),
        Fact(_("成文日期"), Sentence("{day}", {"day": document.issued_on}).said_in(_)),
        about,
        Fact(_("印发人"), document.issued_by_label),
        Fact(_("内容摘要"), document.sha256),
        *([Fact(_("留痕封存根"), anchor)] if (anchor := anchor_of(document)) else []),
    ]


def _serving(serving: Serving) -> str:
    """已送达用人单位 2026年11月22日，已签收."""
    party = PartyKind(serving.party.partition(":")[0]).label
    words = {"party": Sentence(str(party)), "day": local_day(serving.served_at)}
    if serving.received_at is None:
        return Sentence("{day}送达{party}，尚未签收", words).said_in(_)
    words["received"] = local_day(serving.received_at)
    return Sentence("{day}送达{party}，{received}签收", words).said_in(_)


def _annulment_of(document: IssuedDocument) -> IssuedDocument | None:
    return getattr(document, "annulment", None)


def _copy(copy: SignedCopy) -> Fact:
    day = Sentence("{day}", {"day": copy.signed_on}).said_in(_)
    entered = _("%(who)s 登记于 %(at)s") % {
        "who": copy.entered_by_label,
        "at": Sentence("{at}", {"at": copy.entered_at}).said_in(_),
    }
    url = reverse("cases:attachment", args=[copy.attachment_id])
    return Fact(day, copy.attachment.filename, note=entered, url=url)


def _acts(document: IssuedDocument, actor: Actor) -> list[Action]:
    """What this reader may do; the forms refuse by themselves what has changed since."""
    acts = []
    if _passes(lambda: check_enters_copies(document, actor)):
        acts.append(Action(_("登记签章件"), reverse("documents:sign", args=[document.pk]), icon="upload"))
    if actor.post and _passes(lambda: check_serves(document, actor)):
        acts.append(Action(_("送达"), reverse("documents:serve", args=[document.pk]), icon="right"))
    if _passes(lambda: check_annuls(document, actor)):
        acts.append(Action(_("作废"), reverse("documents:annul", args=[document.pk]), kind="quiet"))
    return acts


def _font_note() -> str:
    """What to know about the fonts of the PDF that this server makes; empty when it has the standard's own."""
    try:
        choice: FontChoice = fonts_here(fonts_folder())
    except Refused as refused:
        return refused.sentence.said_in(_)
    if not choice.is_fallback:
        return ""
    words = {"font": choice.body}
    return Sentence("服务器上没有仿宋字体，PDF正文用的是{font}。要用仿宋的，请下载docx打印。", words).said_in(_)


def _passes(check: Callable[[], object]) -> bool:
    try:
        check()
    except Refused:
        return False
    return True
