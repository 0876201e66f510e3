"""A served document on its page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.documents.composing.paper import paper_from
from zhijia.engines.documents.models import IssuedDocument, Serving
from zhijia.engines.documents.rendering.delivering import seal_of
from zhijia.engines.documents.rendering.pdf import laid_out
from zhijia.lib.sentences import Sentence
from zhijia.ui.components import Fact


def present_served_document(serving: Serving, document: IssuedDocument) -> dict[str, Any]:
    """Its text as it was frozen, when it was served and signed for, and where anybody can verify it."""
    seal = seal_of(document)
    return {
        "serving": serving,
        "document": document,
        "kind": _(document.label),
        "paper": laid_out(paper_from(document.model)),
        "facts": _facts(serving, document),
        "verify_url": seal.address,
        "code": seal.svg_uri(),
        "pdf_url": reverse("partner:file", args=[serving.pk, "pdf"]),
        "docx_url": reverse("partner:file", args=[serving.pk, "docx"]),
    }


def _facts(serving: Serving, document: IssuedDocument) -> list[Fact]:
    number = [Fact(_("文号"), document.number)] if document.number else []
    return [
        *number,
        Fact(_("发文机关"), document.issuer),
        Fact(_("成文日期"), Sentence("{day}", {"day": document.issued_on}).said_in(_)),
        Fact(_("送达时间"), Sentence("{at}", {"at": serving.served_at}).said_in(_)),
        Fact(_("签收"), Sentence("{at}", {"at": serving.received_at}).said_in(_), note=serving.received_by_label),
        Fact(_("内容摘要"), document.sha256),
    ]
