"""What anybody needs to recount a poll: one JSON file, and the program that checks it."""

import json
from collections import defaultdict
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zhijia.engines.ballots.manifest import published_line
from zhijia.engines.ballots.models import Issuance, Poll, PollState, Presence, QuestionCount
from zhijia.engines.ballots.opening import closed_ballots, lines_of
from zhijia.lib.sentences import Refused

FORMAT = "zhijia-poll-bundle/1"
VERIFIER = Path(__file__).parent / "verify.py"
PUBLISHED_AT = (2026, 1, 1, 0, 0, 0)
"""The time in the archive: the same content gives the same archive, and its hash can be printed."""


def build_bundle(poll: Poll) -> dict[str, Any]:
    """Everything that is public of a counted poll."""
    if poll.state != PollState.COUNTED:
        raise Refused("唱票之后才公布选票档案。")
    return {
        "format": FORMAT,
        "manifest": poll.manifest,
        "roll": [published_line(elector) for elector in poll.electors.order_by("number")],
        "present": list(
            Presence.objects.filter(elector__poll=poll)
            .order_by("elector__number")
            .values_list("elector__number", flat=True)
        ),
        "issued": _issued(poll),
        "ballots": list(lines_of(closed_ballots(poll))),
        "keys": {
            str(one.place): bytes(one.revealed or b"").hex()
            for one in poll.scrutineers.exclude(revealed=None).order_by("place")
        },
        "extensions": [
            [one.old_at.isoformat(), one.new_at.isoformat(), one.reason, one.decided_by]
            for one in poll.extensions.order_by("pk")
        ],
        "counts": {str(one.question.number): _counted(one) for one in _counts(poll)},
    }


def archive(poll: Poll) -> bytes:
    """The bundle and its verifier in one ZIP."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as file:
        file.writestr(
            ZipInfo("bundle.json", PUBLISHED_AT), json.dumps(build_bundle(poll), ensure_ascii=False), ZIP_DEFLATED
        )
        file.writestr(ZipInfo("verify.py", PUBLISHED_AT), VERIFIER.read_bytes(), ZIP_DEFLATED)
    return buffer.getvalue()


def _issued(poll: Poll) -> dict[str, list[int]]:
    """Who took the ticket of each question. Public, so that a ticket made for somebody who was not there is noticed."""
    issued: defaultdict[str, list[int]] = defaultdict(list)
    taken = Issuance.objects.filter(question__poll=poll).order_by("question__number", "elector__number")
    for question, elector in taken.values_list("question__number", "elector__number"):
        issued[str(question)].append(elector)
    return dict(issued)


def _counts(poll: Poll) -> list[QuestionCount]:
    return list(
        QuestionCount.objects.filter(question__poll=poll).select_related("question").order_by("question__number")
    )


def _counted(one: QuestionCount) -> dict[str, Any]:
    return {
        "ballots": one.ballots,
        "valid": one.valid,
        "invalid": one.invalid,
        "marks": one.marks,
        "write_ins": one.write_ins,
    }
