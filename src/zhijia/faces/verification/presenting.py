"""The answer in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.documents.issuing.verifying import Sameness, Verified
from zhijia.lib.sentences import Sentence
from zhijia.ui.components import Fact


@dataclass(frozen=True, slots=True)
class Verdict:
    """One sentence with the kind of its light."""

    words: str
    kind: str


def present_verified(found: Verified) -> Mapping[str, Any]:
    """The verdict, and what a reader compares with the paper in her hand."""
    return {"verdict": _verdict(found), "facts": _facts(found)}


def present_comparison(sameness: Sameness) -> Verdict:
    """What it means that a file is or is not the one that was given out."""
    if sameness is Sameness.FILE:
        return Verdict(_("您的文件与本系统发出的文件完全一致，没有改动。"), "ok")
    if sameness is Sameness.TEXT:
        return Verdict(_("您的文件是这份文书的定稿原文，没有改动。"), "ok")
    return Verdict(
        _(
            "您的文件与本系统发出的文件不同。扫描件、照片、另存过的文件都会这样，不一定是假的；"
            "请把文号、标题、日期和内容摘要与纸面逐项核对，有出入的请向发文机关查询。"
        ),
        "behind",
    )


def _verdict(found: Verified) -> Verdict:
    if not found.is_whole:
        return Verdict(_("这份文书在系统里的内容与印发时的摘要不符，请立即告知发文机关。"), "late")
    if found.annulled_by and found.annulled_on:
        words = {"day": found.annulled_on, "by": found.annulled_by}
        return Verdict(Sentence("这份文书是真实的，但已于{day}作废，见{by}。", words).said_in(_), "late")
    return Verdict(_("这份文书是真实的，由下列机关印发，内容没有改动。"), "ok")


def _facts(found: Verified) -> list[Fact]:
    return [
        *([Fact(_("文号"), found.number)] if found.number else []),
        Fact(_("标题"), found.title),
        Fact(_("文种"), _(found.label)),
        Fact(_("发文机关"), found.issuer),
        Fact(_("成文日期"), Sentence("{day}", {"day": found.issued_on}).said_in(_)),
        *([Fact(_("作废的文书"), found.annuls)] if found.annuls else []),
        Fact(_("内容摘要"), found.sha256, note=_("应与纸面下方印的一致。")),
        *([Fact(_("留痕封存根"), found.anchor, note=_("应与纸面下方印的一致。"))] if found.anchor else []),
    ]
