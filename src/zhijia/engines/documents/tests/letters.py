"""A template that exists only in tests, and documents made of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.composing.paper import Layout, Paper, Paragraph, Run
from zhijia.engines.documents.issuing import registry
from zhijia.engines.documents.issuing.issue import issue_document
from zhijia.engines.documents.issuing.registry import DocumentTemplate, NumberSeries, register_template
from zhijia.engines.documents.models import IssuedDocument
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import NOW

CODE = "tests.letter"
SERIES = NumberSeries("tests.letters", "测试函", "函")
FIELDS = (
    Field("subject", is_public=True),
    Field("receiver"),
    Field("reason", FieldKind.TEXT),
    Field("due_on", FieldKind.DAY),
    Field("demands", FieldKind.LINES, is_required=False),
    Field("items", FieldKind.ROWS, is_required=False),
    Field("amount", FieldKind.MONEY, is_required=False),
)
SOURCE = """---
layout: letter
mark: "{{issuer}}"
title: 关于{{subject}}的函
addressee: "{{receiver}}"
signature: "{{issuer}}"
---

# 事由

{{reason}}

请于**{{due_on}}**前答复。

## 具体要求

### {{demands}}

| 事项 | 说明 |
|---|---|
| {{items}} |

涉及金额{{amount}}。
"""
DATA: dict[str, Any] = {
    "subject": "物资申领",
    "receiver": "柳湾镇总工会",
    "reason": "第一段。\n第二段。",
    "due_on": NOW.date(),
    "demands": ["补齐清单", "注明用途"],
    "items": [("安全帽", "十顶"), ("手套", "二十副")],
    "amount": 123400,
}


@contextmanager
def registered_letter(
    folder: Path, *, code: str = CODE, source: str = SOURCE, **changes: Any
) -> Iterator[DocumentTemplate]:
    """The template is known inside the block only."""
    file = folder / "letter.md"
    file.write_text(source, "utf-8")
    with patch.dict(registry._templates):
        yield register_template(code, "测试函", file, FIELDS, **{"series": SERIES, **changes})


def issue(case: Case, actor: Actor, **data: Any) -> IssuedDocument:
    """One letter on a case, in the actor's scope."""
    with scoped(actor):
        return issue_document(case, CODE, {**DATA, **data}, actor=actor, now=NOW)


PLAIN = Paper(
    layout=Layout.DOCUMENT,
    mark="",
    number="",
    title="",
    addressee="",
    body=(Paragraph((Run("正文"),)),),
    attachments=(),
    signature="",
    signers=(),
    day="2026年11月22日",
    note="",
    copies="",
    printed_by="宁江市总工会",
)


def paper(**changes: Any) -> Paper:
    """A document without anything but what is given."""
    return replace(PLAIN, **changes)
