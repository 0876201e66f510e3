"""The verifiable secret ballot from the faults of others: one vote each, none lost, none after the close, none linked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from zhijia.engines.ballots.bundle import VERIFIER, build_bundle
from zhijia.engines.ballots.models import QuestionCount
from zhijia.engines.ballots.tests.polling import ELECTION, MOTION, polling
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, build_small_city

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def test_a_poll_is_voted_closed_opened_by_two_and_recounted_by_anybody(tmp_path: Path) -> None:
    with polling(build_small_city(), tmp_path, MOTION, ELECTION) as poll:
        for elector, mark in zip(poll.electors, ("yes", "yes", "no"), strict=False):
            status, answer = poll.vote(elector, 1, {"1": mark})
            assert (status, answer["answer"]) == (200, "kept")
        poll.vote(poll.electors[0], 2, {"1": "yes", "2": "no"}, "丁另选")
        poll.vote(poll.electors[1], 2, {"1": "yes", "2": "yes", "3": "yes"})
        poll.take(poll.electors[3], 1)
        poll.close()
        poll.reveal(1, 3)
        poll.count()
        with scoped(BUILDER):
            counts = {one.question.number: one for one in QuestionCount.objects.select_related("question")}
            bundle = build_bundle(poll.poll)

    assert (counts[1].ballots, counts[1].invalid) == (3, 0)
    assert counts[1].marks == {"1": {"yes": 2, "no": 1, "abstain": 0}}
    assert (counts[2].ballots, counts[2].valid, counts[2].invalid) == (2, 1, 1)
    assert counts[2].write_ins == {"丁另选": 1}
    (tmp_path / "bundle.json").write_text(json.dumps(bundle))
    recount = subprocess.run(
        [sys.executable, VERIFIER, tmp_path / "bundle.json", "--hash", poll.poll.manifest_hash],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8"},
    )
    assert recount.returncode == 0, recount.stdout + recount.stderr
    assert "未投 unused 1" in recount.stdout
