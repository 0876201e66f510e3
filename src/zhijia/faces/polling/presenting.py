"""A ballot as it is shown: from the frozen text, so that what is read is what was hashed."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from zhijia.engines.ballots.kinds import LABELS
from zhijia.engines.ballots.models import Elector, Poll, PollState
from zhijia.lib.sentences import gettext_noop

SHORT = 16
NUMBERS = {"issued": gettext_noop("领票数"), "valid": gettext_noop("有效票"), "invalid": gettext_noop("废票")}
RULED = {"kept": gettext_noop("已达到"), "broken": gettext_noop("没有达到")}
"""What a frozen rule comes to on the numbers of a recount."""
FAULTS = {
    "bundle": gettext_noop("这个文件不是选票档案，或者不完整。"),
    "unpublished": gettext_noop("这次表决还没有公布选票档案，唱票以后再来。"),
    "hash": gettext_noop("与公告上的摘要不同。"),
    "roll": gettext_noop("名册与封定的名册不同。"),
    "present": gettext_noop("有人签到但不在名册上。"),
    "twice": gettext_noop("有人领了两张票，表决项"),
    "absent": gettext_noop("有人没有签到却领了票，表决项"),
    "stamps": gettext_noop("有印章用于两处。"),
    "repeated": gettext_noop("有选票重复。"),
    "question": gettext_noop("有选票不属于任何表决项。"),
    "stamp": gettext_noop("选票上的印章不真，票号"),
    "more": gettext_noop("选票多于领票，表决项"),
    "keys": gettext_noop("公开的钥匙不足两把。"),
    "key": gettext_noop("监票人的钥匙与封定的不同，席位"),
    "counts": gettext_noop("公布的票数不对，表决项"),
}
"""What a recount finds wrong, by the code in `recount.js`."""


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question with its options and marks in words."""

    number: int
    title: str
    hint: str
    options: Sequence[dict[str, str]]
    marks: Sequence[tuple[str, str]]
    blank: str
    most: int | None
    write_ins: range


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll on the phone of an elector. `stands` says what the page may offer: `vote`, `wait`, `check_in`, `watch`, `counted`."""

    poll: Poll
    elector: Elector | None
    stands: str
    short_hash: str
    questions: Sequence[ShownQuestion]

    @property
    def owner(self) -> str:
        """What tells two electors apart who share a device."""
        return str(self.elector.number) if self.elector else ""


def present_poll(poll: Poll, elector: Elector | None) -> ShownPoll:
    """What the page says, and whether there is something to do."""
    questions = [_question(one) for one in json.loads(poll.manifest)["questions"]]
    groups = [poll.manifest_hash[start : start + 4] for start in range(0, SHORT, 4)]
    return ShownPoll(poll, elector, _stands(poll, elector), " ".join(groups), questions)


def _stands(poll: Poll, elector: Elector | None) -> str:
    if poll.state == PollState.COUNTED:
        return "counted"
    if elector is None:
        return "watch"
    if poll.state != PollState.OPEN:
        return "wait"
    return "vote" if hasattr(elector, "presence") else "check_in"


def _question(one: Mapping[str, Any]) -> ShownQuestion:
    blank = one["blank"]
    return ShownQuestion(
        one["number"],
        one["title"],
        hint_of(one),
        one["options"],
        [(mark, _(LABELS[mark])) for mark in one["marks"]],
        _(LABELS[blank]),
        one["most"],
        range(1, one["write_ins"] + 1),
    )


def hint_of(one: Mapping[str, Any]) -> str:
    """What is to be known before marking."""
    if one["most"] is None:
        return _("未选的按弃权计。")
    sentence = _("最多赞成%(most)d人，超过的整张为废票；未选的按弃权计。")
    return sentence % {"most": one["most"]}
