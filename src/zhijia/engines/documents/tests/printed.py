"""A document as text, for tests that look for what stands on it."""

from collections.abc import Sequence

from zhijia.engines.documents.composing.paper import Clause, Heading, Paper, Table, paper_from, words_of
from zhijia.engines.documents.models import IssuedDocument


def printed(document: IssuedDocument) -> str:
    """All that is printed, from the mark on top to the copies below, a line a block or row."""
    paper = paper_from(document.model)
    attachments = [f"附件：{name}" for name in paper.attachments]
    below = [*attachments, *paper.signers, paper.signature, paper.day, paper.note, paper.copies]
    return "\n".join([paper.mark, paper.number, paper.title, paper.addressee, *_body(paper), *below])


def _body(paper: Paper) -> Sequence[str]:
    lines = []
    for block in paper.body:
        if isinstance(block, Table):
            lines += ["｜".join(row) for row in (block.head, *block.rows)]
        elif hasattr(block, "runs"):
            label = block.label if isinstance(block, Heading | Clause) else ""
            lines.append(label + words_of(block.runs))
    return lines
