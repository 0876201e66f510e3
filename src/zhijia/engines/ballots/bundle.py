"""What anybody needs to recount a poll: one JSON file, and the program that checks it."""

import gzip
import json
from collections import defaultdict
from hashlib import sha256
from pathlib import Path
from typing import Any

from zhijia.engines.ballots.closed import closed_ballots, lines_of
from zhijia.engines.ballots.manifest import published_line
from zhijia.engines.ballots.models import Issuance, Poll, Presence, Publication, QuestionCount

FORMAT = "zhijia-poll-bundle/1"
VERIFIER = Path(__file__).parent / "verify.py"


def build_bundle(poll: Poll) -> dict[str, Any]:
    """Everything that is public of a counted poll."""
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


def publish(poll: Poll) -> Publication:
    """Write the bundle down as it is published. Who counts sees the whole roll; who reads it later may see one line."""
    content = json.dumps(build_bundle(poll), ensure_ascii=False).encode()
    return Publication.objects.create(
        poll=poll, content=gzip.compress(content, mtime=0), digest=sha256(content).hexdigest()
    )


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
