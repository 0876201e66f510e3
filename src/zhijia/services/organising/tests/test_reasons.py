"""Reasons of refused rows are kept as sentences, not as finished text."""

import json

from zhijia.lib.sentences import Sentence
from zhijia.lib.stored_sentences import as_sentences, as_stored


def test_a_reason_within_a_reason_is_said_in_the_readers_language() -> None:
    reason = Sentence("“{column}”：{reason}", {"column": "职工总数", "reason": Sentence("请填整数。")})

    (read,) = as_sentences(json.loads(json.dumps(as_stored([reason]))))

    assert read.said_in(
        {"“{column}”：{reason}": "{column}: {reason}", "请填整数。": "Use whole numbers."}.__getitem__
    ) == ("职工总数: Use whole numbers.")
