"""S2: the record of a disclosure: what, of which period, where, from when to when, who passed it, what was asked, its digest."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind, full_day
from zhijia.engines.documents.issuing.registry import NumberSeries, register_template
from zhijia.engines.documents.wording import basis_of, known_day, span_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.openness.models import Disclosure, DisclosureQuestion, DisclosureText
from zhijia.services.openness.rules.catalogue import Channel

FOLDER = Path(__file__).parents[1] / "documents"
SERIES = NumberSeries("openness.disclosure", _("厂务公开文书"), "厂公")
NOT_KNOWN = "未登记"

RECORD_TEMPLATE = register_template(
    "openness.record",
    _("厂务公开登记表"),
    FOLDER / "record.md",
    [
        Field("enterprise", is_public=True),
        Field("title", is_public=True),
        Field("facts", FieldKind.ROWS),
        Field("texts", FieldKind.ROWS),
        Field("shown", FieldKind.TEXT),
        Field("questions", FieldKind.ROWS),
        Field("basis"),
        Field("case"),
    ],
    series=SERIES,
)


def _record(turn: Turn) -> Mapping[str, Any]:
    row: Disclosure = turn.record
    plan = row.item.plan
    texts = list(DisclosureText.objects.filter(disclosure=row).exclude(digest="").order_by("version"))
    last = texts[-1]
    law = LocalLaw()
    keys = ("openness.due", "openness.posting", "openness.answer")
    return {
        "enterprise": plan.enterprise.name,
        "title": row.title,
        "facts": [
            ("公开事项", str(row.item.get_matter_display())),
            ("期间或者发生日期", _period(row)),
            ("公开期限", full_day(row.due_on) if row.due_on else "本地没有规定"),
            ("首次公开日期", known_day(row.published_on)),
            ("第一责任人", plan.responsible or NOT_KNOWN),
            ("责任部门", row.item.owner or row.item.plan.office or NOT_KNOWN),
            ("审核人", last.checker),
            ("应读人数", f"{row.audience}人" if row.audience else NOT_KNOWN),
            ("已读人数", f"{row.readers}人"),
        ],
        "texts": [_text(one) for one in texts],
        "shown": f"涉及商业秘密，内容不公开：{last.secret_reason}" if last.is_secret else last.text,
        "questions": _questions(row),
        "basis": basis_of(*(law.rule(key, place=turn.case.place, on=turn.today) for key in keys)),
        "case": turn.case.number,
    }


def _period(row: Disclosure) -> str:
    if row.happened_on:
        return full_day(row.happened_on)
    return span_of(row.first_on, row.last_on) if row.first_on and row.last_on else ""


def _text(one: DisclosureText) -> tuple[str, ...]:
    channels = "、".join(str(Channel(code).label) for code in one.channels.split(","))
    span = span_of(one.from_on, one.to_on) if one.from_on and one.to_on else ""
    return (f"第{one.version}版", channels, span, one.reason or "—", one.digest)


def _questions(row: Disclosure) -> Sequence[tuple[str, ...]]:
    """What everybody reads: a question that stays unshown stays so on paper."""
    asked = DisclosureQuestion.objects.filter(disclosure=row).order_by("pk")
    rows = [
        (
            one.text if one.is_shown else "（原文不公开）",
            one.answer or "待答复",
            full_day(one.answered_on) if one.answered_on else "",
        )
        for one in asked
    ]
    return rows or [("没有提问", "", "")]


RECORD = Paper(RECORD_TEMPLATE.code, _record)
