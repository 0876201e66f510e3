"""Messages say what happened, and about what, in the words of the reader."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from zhijia.engines.cases.events import CLOCK_OVERDUE
from zhijia.engines.messages.models import Message
from zhijia.faces.inbox import present_messages

SENT = datetime(2026, 11, 22, 6, tzinfo=UTC)


def said(kind: str, language: str) -> str:
    with translation.override(language):
        (line,) = present_messages([Message(kind=kind, text="新建三个联系点", sent_at=SENT)])
    return line.text


@pytest.mark.parametrize(
    ("kind", "words"),
    [(CLOCK_OVERDUE.code, "时限逾期：新建三个联系点"), ("plans.task.accept", "接受任务：新建三个联系点")],
)
def test_a_message_names_the_event_or_the_act_that_is_awaited(kind: str, words: str) -> None:
    assert said(kind, "zh-hans") == words


def test_a_message_written_by_the_system_is_read_in_english_too() -> None:
    assert said(CLOCK_OVERDUE.code, "en") == "Time limit passed: 新建三个联系点"


def test_a_line_knows_whether_it_was_read() -> None:
    (line,) = present_messages([Message(kind=CLOCK_OVERDUE.code, text="", sent_at=SENT, read_at=SENT)])

    assert line.is_read
