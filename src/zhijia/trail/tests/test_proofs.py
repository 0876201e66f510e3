"""A file can be proved to whoever has nothing but Python, and only as it truly was."""

import copy
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from django.db import connections
from django.db.utils import DatabaseError

from zhijia.lib.sentences import Refused
from zhijia.trail.checkpoints import latest_checkpoint
from zhijia.trail.erasing import erase
from zhijia.trail.keys import introduce_key
from zhijia.trail.models import Erasure, Event
from zhijia.trail.proofs import offline_verifier, prove_file
from zhijia.trail.record import Doer, Subject, record, record_all
from zhijia.trail.tests.notes import NOW, an_event, as_owner, as_worker, seal_all, unguarded, write_sealed
from zhijia.trail.verification.verify import Demands, verify
from zhijia.trail.verify_case import check

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
CASE = Subject("tests.case", 5, "一件案子")
STATES = ("", "offered", "offered", "replied", "signed")


def write_case() -> list[int]:
    """A case of four acts (one without a change of state) among events of others, sealed in three checkpoints."""
    ids = []
    for before, after in pairwise(STATES):
        write_sealed(2)
        ids.append(record(replace(an_event(words="三家企业"), subject=CASE, from_state=before, to_state=after)))
    write_sealed(3)
    return ids


def a_proof() -> dict[str, Any]:
    write_case()
    proof: dict[str, Any] = json.loads(json.dumps(prove_file(CASE, now=NOW, using="batch").content))
    return proof


def test_the_proof_of_a_case_holds_and_names_no_other_event() -> None:
    proof = a_proof()

    assert check(proof) == []
    assert [event["to_state"] for event in proof["events"]] == list(STATES[1:])
    assert {event["subject_id"] for event in proof["events"]} == {CASE.id}


def test_the_proof_holds_against_the_published_key_and_the_printed_root_only() -> None:
    proof = a_proof()
    anchor = latest_checkpoint()
    assert anchor is not None

    assert check(proof, first_key=proof["keys"][0]["public"], printed_root=str(anchor)) == []
    assert check(proof, first_key="00" * 32) != []
    assert check(proof, printed_root=f"{'00' * 32} @ {anchor.size}") != []
    assert "索取前 3 条的存证" in check(proof, printed_root=f"{'00' * 32}@3")[0]


def test_a_proof_at_a_printed_size_holds_and_leaves_out_what_came_later() -> None:
    write_case()

    earlier = prove_file(CASE, now=NOW, size=5, using="batch")

    assert check(json.loads(json.dumps(earlier.content))) == []
    assert (len(earlier.content["events"]), earlier.unsealed) == (1, 3)


def test_what_is_not_sealed_yet_is_counted_and_not_proved() -> None:
    write_case()
    record(replace(an_event(), subject=CASE))

    assert prove_file(CASE, now=NOW, using="batch").unsealed == 1


def test_without_a_seal_there_is_no_proof_but_a_sentence() -> None:
    record(replace(an_event(), subject=CASE))

    with pytest.raises(Refused, match="还没有封存过"):
        prove_file(CASE, now=NOW, using="batch")
    write_sealed(1)
    with pytest.raises(Refused, match="这件事的经过还没有封存"):
        prove_file(Subject("tests.case", 6, "别的"), now=NOW, using="batch")
    with pytest.raises(Refused, match="没有这个条数"):
        prove_file(CASE, now=NOW, size=77, using="batch")


def _set(*path: str | int, to: object) -> Callable[[dict[str, Any]], None]:
    def change(proof: dict[str, Any]) -> None:
        place: Any = proof
        for name in path[:-1]:
            place = place[name]
        place[path[-1]] = to

    return change


def _leave_out(nth: int) -> Callable[[dict[str, Any]], None]:
    return lambda proof: proof["events"].pop(nth)


FORGERIES = {
    "words": _set("events", 1, "data", to={"words": "四家企业"}),
    "doer": _set("events", 1, "doer", to=["王干事", "办公室"]),
    "subject": _set("events", 1, "subject", to="另一件案子"),
    "moment": _set("events", 1, "at", to="2026-11-20T02:00:01.000000+00:00"),
    "state": _set("events", 2, "to_state", to="refused"),
    "hash": _set("events", 1, "hash", to="00" * 32),
    "hidden words": _set("events", 1, "erased", to={"data": "00" * 32}),
    "place": _set("events", 1, "seq", to=1),
    "path": _set("events", 1, "path", 0, to="00" * 32),
    "short path": _set("events", 1, "path", to=[]),
    "another case": _set("subject", "id", to=9),
    "root": _set("checkpoint", "root", to="00" * 32),
    "size": _set("checkpoint", "size", to=8),
    "moment of the root": _set("checkpoint", "at", to="2026-11-20T02:00:01.000000+00:00"),
    "signature": _set("checkpoint", "signature", to="00" * 64),
    "another key": _set("keys", 0, "public", to="d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"),
    "opening left out": _leave_out(0),
    "a step left out": _leave_out(2),
}


def test_every_forgery_is_found() -> None:
    proof = a_proof()

    unnoticed = []
    for name, forge in FORGERIES.items():
        forged = copy.deepcopy(proof)
        forge(forged)
        if not check(forged):
            unnoticed.append(name)

    assert unnoticed == []


def test_a_proof_spans_a_change_of_keys() -> None:
    write_sealed(1)
    introduce_key(now=NOW + timedelta(days=1), using="batch")
    proof = a_proof()

    assert len(proof["keys"]) == 2
    assert check(proof, first_key=proof["keys"][0]["public"]) == []
    proof["keys"][1]["endorsement"] = "00" * 64
    assert check(proof) != []


def run_offline(folder: Path, proof: object, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The verifier as it is handed out, run by a Python that sees no package."""
    (folder / "verify_case.py").write_bytes(offline_verifier())
    (folder / "case.json").write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    command = [sys.executable, "-I", "-S", "verify_case.py", "case.json", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


def test_the_verifier_needs_nothing_but_python(tmp_path: Path) -> None:
    proof = a_proof()

    good = run_offline(tmp_path, proof, "--key", proof["keys"][0]["public"])
    proof["events"][1]["data"] = {"words": "四家企业"}
    bad = run_offline(tmp_path, proof)
    broken = run_offline(tmp_path, {"format": proof["format"]})

    assert (good.returncode, bad.returncode, broken.returncode) == (0, 1, 2)
    assert "全部相符" in good.stdout
    assert "内容被改动" in bad.stdout
    assert "was altered" in bad.stdout
    assert "不是完整的案卷存证" in broken.stdout
    assert len(offline_verifier().splitlines()) <= 250


def erased(*parts: str, event: int) -> bool:
    """Erase as a job does; whether there was anything to erase."""
    outcomes: list[bool] = []
    doer, ground = Doer(3, "周主任"), "个人信息保护法第四十七条"
    as_worker(lambda: outcomes.append(erase(event, parts, doer=doer, ground=ground, now=NOW)))
    return outcomes[0]


def test_erased_words_and_salts_are_gone_and_every_proof_still_holds() -> None:
    ids = write_case()
    before = prove_file(CASE, now=NOW, using="batch").content["events"][1]

    assert erased("doer", "data", event=ids[1])
    seal_all()

    event = Event.objects.using("batch").select_related("salt").get(pk=ids[1])
    assert (event.actor_label, event.post_label, event.data) == ("（已依法删除）", "", {})
    assert event.subject_label == CASE.label
    assert bytes(event.salt.salts)[:16] == bytes(event.salt.salts)[32:] == bytes(16)
    report = verify(Demands(), using="batch")
    assert (report.is_whole, report.erased) == (True, 1)
    proof = json.loads(json.dumps(prove_file(CASE, now=NOW, using="batch").content))
    assert check(proof) == []
    assert proof["events"][1]["hash"] == before["hash"]
    assert "三家企业" not in json.dumps(proof["events"][1], ensure_ascii=False)
    assert before["salts"]["data"] not in json.dumps(proof)


def test_what_was_erased_once_is_not_erased_again() -> None:
    ids = write_case()

    outcomes = [erased(*parts, event=ids[0]) for parts in (["data"], ["data", "subject"], ["data"])]

    assert outcomes == [True, True, False]
    assert Erasure.objects.using("batch").count() == 2


def test_an_erasure_is_an_event_of_its_own() -> None:
    ids = write_case()
    erased("data", event=ids[0])

    ground = Event.objects.using("batch").latest("pk")
    assert (ground.kind, ground.subject_id) == ("trail.erased", ids[0])
    assert ground.data == {"parts": ["data"], "ground": "个人信息保护法第四十七条"}


@pytest.mark.parametrize("alias", ["default", "batch", "owner"])
def test_nobody_erases_without_an_event_of_the_same_transaction(alias: str) -> None:
    ids = write_case()
    other = record_all([an_event()])[0]

    with pytest.raises(DatabaseError, match=r"permission denied|cites no event"), connections[alias].cursor() as cursor:
        cursor.execute("SELECT trail_erase(%s, 'data', sha256('x'), %s)", [ids[0], other])


def test_words_blanked_by_hand_are_named() -> None:
    ids = write_case()
    with unguarded():
        as_owner("UPDATE trail_event SET data = '{}' WHERE id = %s", ids[1])

    (fault,) = verify(Demands(), using="batch").faults
    assert f"留痕 {ids[1]}" in str(fault.sentence)
