"""Anybody recounts: the published file holds, and what is altered in it is found by the program that comes with it."""

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from zhijia.engines.ballots.bundle import VERIFIER
from zhijia.engines.ballots.models import Publication, QuestionCount
from zhijia.engines.ballots.tests.polling import ELECTION, MOTION, polling
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def recount(bundle: dict[str, Any], folder: Path, *more: str) -> tuple[int, str]:
    """Exit code and words of the verifier, run as a stranger runs it."""
    (folder / "bundle.json").write_text(json.dumps(bundle))
    command = [sys.executable, "-I", str(VERIFIER), str(folder / "bundle.json"), *more]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONUTF8": "1"})
    return done.returncode, done.stdout + done.stderr


def _drop_ballot(bundle: dict[str, Any]) -> None:
    del bundle["ballots"][0]


def _repeat_ballot(bundle: dict[str, Any]) -> None:
    bundle["ballots"].append(bundle["ballots"][0])


def _forge_serial(bundle: dict[str, Any]) -> None:
    bundle["ballots"][0][1] = "00" * 32


def _swap_sealed(bundle: dict[str, Any]) -> None:
    one, two = bundle["ballots"][0], bundle["ballots"][1]
    one[-1], two[-1] = two[-1], one[-1]


def _add_name(bundle: dict[str, Any]) -> None:
    bundle["roll"].append([99, "添*", "00" * 32])


def _issue_to_absent(bundle: dict[str, Any]) -> None:
    bundle["present"].remove(bundle["issued"]["1"][0])


def _withhold_tickets(bundle: dict[str, Any]) -> None:
    bundle["issued"]["1"].pop()


def _count_otherwise(bundle: dict[str, Any]) -> None:
    bundle["counts"]["1"]["marks"]["1"] = {"yes": 3, "no": 0, "abstain": 0}


def _exchange_key(bundle: dict[str, Any]) -> None:
    bundle["keys"]["1"] = bundle["keys"]["3"]


def _reword(bundle: dict[str, Any]) -> None:
    bundle["manifest"] = bundle["manifest"].replace("集体合同草案", "另一份草案")


FORGERIES: list[Callable[[dict[str, Any]], None]] = [
    _drop_ballot,
    _repeat_ballot,
    _forge_serial,
    _swap_sealed,
    _add_name,
    _issue_to_absent,
    _withhold_tickets,
    _count_otherwise,
    _exchange_key,
    _reword,
]


def test_a_poll_is_voted_closed_opened_by_two_and_recounted_by_anybody(city: SmallCity, tmp_path: Path) -> None:
    with polling(city, tmp_path, MOTION, ELECTION) as poll:
        for elector, mark in zip(poll.electors, ("yes", "yes", "no"), strict=False):
            status, answer = poll.vote(elector, 1, {"1": mark})
            assert (status, answer["answer"]) == (200, "kept")
        poll.vote(poll.electors[0], 2, {"1": "yes", "2": "no"}, "丁另选")
        poll.vote(poll.electors[1], 2, {"1": "yes", "2": "yes", "3": "yes"})
        poll.take(poll.electors[3], 2)
        poll.close()
        poll.reveal(1, 3)
        poll.count()
        with scoped(BUILDER):
            counts = {one.question.number: one for one in QuestionCount.objects.select_related("question")}
            published = Publication.objects.get(poll=poll.poll)
        bundle = json.loads(gzip.decompress(bytes(published.content)))
    printed = poll.poll.manifest_hash

    assert counts[1].marks == {"1": {"yes": 2, "no": 1, "abstain": 0}}
    assert (counts[2].ballots, counts[2].valid, counts[2].invalid) == (2, 1, 1)
    assert counts[2].write_ins == {"丁另选": 1}
    code, said = recount(bundle, tmp_path, "--hash", printed)
    assert (code, "未投 unused 1" in said) == (0, True), said
    assert "实到 present: 4 ÷ 4 ≥ 2/3 (WC-018) 已达到" in said
    assert "集体合同草案: 2 ÷ 4 ≤ 1/2 (WC-019) 没有达到" in said  # exactly half is not more than half
    for forge in FORGERIES:
        forged = deepcopy(bundle)
        forge(forged)
        code, said = recount(forged, tmp_path, "--hash", printed)
        assert (code, forge.__name__) == (1, forge.__name__), said
    assert recount({"format": "another"}, tmp_path)[0] == 2
