"""Disclosures in words, for workers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.services.openness.asking.forms import MarkForm
from zhijia.services.openness.asking.queries import Listed, Read
from zhijia.services.openness.models import DisclosureQuestion, DisclosureText
from zhijia.services.openness.presenting.words import channels_read, share_read, title_read
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


@dataclass(frozen=True, slots=True)
class TextRead:
    """A version as workers read it; of a secret one that it exists and why it is not shown."""

    heading: str
    text: str
    is_secret: bool
    note: str


def facts_of_list(listed: Sequence[Listed]) -> list[Fact]:
    """What was disclosed, when, and whether she read it."""
    return [
        Fact(
            day_read(one.row.published_on),
            title_read(one.row),
            note=_("已读") if one.is_read else _("未读"),
            url=reverse("openness:read", args=[one.row.case_id]),
        )
        for one in listed
        if one.row.published_on
    ]


def present(read: Read) -> dict[str, Any]:
    """The page of one disclosure."""
    row = read.row
    plan = row.item.plan
    owner = row.item.owner or plan.office or _("未登记")
    facts = [Fact(_("单位"), plan.enterprise.name), Fact(_("责任部门"), owner)]
    if read.text and read.text.from_on and read.text.to_on:
        span = f"{day_read(read.text.from_on)} — {day_read(read.text.to_on)}"
        facts += [
            Fact(_("公开期间"), span, note=channels_read(read.text.channels)),
            Fact(_("职工阅读"), share_read(row)),
            Fact(_("存证摘要"), read.text.digest),
        ]
    return {
        "row": row,
        "title": title_read(row),
        "facts": facts,
        "text": _text(read.text) if read.text else None,
        "earlier": [_text(text) for text in read.earlier],
        "answers": [_answer(one) for one in read.questions],
        "waiting": [_waiting(one) for one in read.own],
        "is_read": read.mark is not None,
        "form": MarkForm(initial={"grade": read.mark.grade if read.mark else ""}) if read.text else None,
    }


def _text(text: DisclosureText) -> TextRead:
    words = [_("第%(n)d版") % {"n": text.version}]
    if text.reason:
        words.append(_("更正原因：%(reason)s") % {"reason": text.reason})
    if text.from_on:
        words.append(day_read(text.from_on))
    heading, *rest = words
    return TextRead(heading, text.secret_reason if text.is_secret else text.text, text.is_secret, " · ".join(rest))


def _answer(one: DisclosureQuestion) -> Fact:
    asked = one.text if one.is_shown else _("职工提问（原文不公开）")
    return Fact(asked, one.answer, note=day_read(one.answered_on) if one.answered_on else "")


def _waiting(one: DisclosureQuestion) -> Fact:
    due = _("最迟 %(day)s 答复") % {"day": day_read(one.due_on)} if one.due_on else _("本地没有规定答复期限")
    return Fact(day_read(one.asked_on), one.text, note=due)
