"""Numbered events are folded into one tree, whose roots are signed and chained; nothing else can be written there."""

import stat
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections, transaction
from django.db.utils import DatabaseError

from zhijia.lib.merkle import grow, path_of, proof_of, root_of
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import NOBODY, scoped
from zhijia.trail.canonical import NotWholeError, canonical, commit, event_hash
from zhijia.trail.checkpoints import Anchor, latest_checkpoint, statement_of
from zhijia.trail.jobs import number_and_deliver, seal_numbered
from zhijia.trail.keys import introduce_key
from zhijia.trail.models import Checkpoint, Event, EventNumber, EventSalt, SealingKey
from zhijia.trail.nodes import fetch_nodes
from zhijia.trail.numbering import number_settled
from zhijia.trail.record import record, record_all
from zhijia.trail.remembering import note_newest, noted_root, set_note_aside
from zhijia.trail.rows import head_of, parts_of
from zhijia.trail.sealing import DamagedTreeError, seal
from zhijia.trail.signing import endorsement_text, is_signed
from zhijia.trail.tests.notes import NOW, an_event, as_owner, as_worker, number_all, seal_all, unguarded, write_sealed

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def hashes() -> list[bytes]:
    rows = EventNumber.objects.using("batch").order_by("seq").values_list("event__hash", flat=True)
    return [bytes(value) for value in rows]


def test_each_checkpoint_is_signed_and_names_the_one_before_it() -> None:
    write_sealed(3, 5)

    first, second = Checkpoint.objects.select_related("key").order_by("size")
    assert (first.size, second.size) == (3, 8)
    assert second.previous_id == 3
    assert bytes(second.previous_digest) == statement_of(first).digest
    for checkpoint in (first, second):
        statement = statement_of(checkpoint)
        assert is_signed(statement.text, bytes(checkpoint.signature), key=statement.key)
        assert not is_signed(statement.text + b" ", bytes(checkpoint.signature), key=statement.key)


def test_the_root_is_that_of_all_hashes_in_the_order_of_their_numbers() -> None:
    write_sealed(1, 6, 4)

    peaks: list[bytes] = []
    grow(peaks, 0, hashes())

    assert bytes(Checkpoint.objects.get(size=11).root) == root_of(peaks)


def test_every_node_of_a_path_is_found_in_the_checkpoints() -> None:
    write_sealed(1, 6, 4)
    nodes = grow([], 0, hashes())

    for leaf in range(11):
        path = path_of(leaf, 11)
        assert proof_of(path, fetch_nodes(path.nodes)) == proof_of(
            path, {node: nodes[node.place] for node in path.nodes}
        )


def test_sealing_goes_on_after_a_limit_and_ends_when_nothing_is_left() -> None:
    record_all(an_event(n=n) for n in range(5))
    number_all()

    assert [seal(now=NOW, using="batch", limit=2) for _ in range(4)] == [2, 2, 1, 0]
    assert Checkpoint.objects.count() == 3


def test_the_jobs_number_seal_and_note_what_was_written() -> None:
    record_all(an_event(n=n) for n in range(3))
    sealed: list[int] = []

    def work() -> None:
        number_and_deliver(0)
        sealed.extend([seal_numbered(0), seal_numbered(0)])

    as_worker(work)

    assert sealed == [3, 0]
    assert noted_root() == latest_checkpoint()


def test_a_note_that_the_log_has_lost_stays_as_evidence_until_it_is_set_aside() -> None:
    write_sealed(3)
    assert note_newest(using="batch")
    noted = noted_root()
    with unguarded():
        as_owner("DELETE FROM trail_checkpoint")
        as_owner("UPDATE trail_event SET hash = sha256('x') WHERE id = (SELECT min(id) FROM trail_event)")
    write_sealed(2)

    assert not note_newest(using="batch")
    assert noted_root() == noted
    kept = set_note_aside(now=NOW)
    assert kept is not None
    assert note_newest(using="batch")
    assert noted_root() == latest_checkpoint()
    assert kept.read_text().strip() == str(noted)


def test_what_is_printed_can_be_typed_in_again() -> None:
    assert latest_checkpoint() is None
    write_sealed(7)

    anchor = latest_checkpoint()

    assert anchor is not None
    assert anchor.size == 7
    assert Anchor.parse(str(anchor)) == anchor == Anchor.parse(f"{anchor.root.hex()}@7")
    assert max(map(len, str(anchor).split())) == 8


@pytest.mark.parametrize("text", ["", "abcd @ 3", "00" * 32, f"{'00' * 32}@0", f"{'0g' * 32}@5"])
def test_what_is_no_root_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - hexadecimal, number and shape have words of their own
        Anchor.parse(text)


def test_the_secret_half_lies_outside_the_database_for_its_owner_only(sealing_folder: Path) -> None:
    write_sealed(1)

    (file,) = sealing_folder.glob("*.key")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.stem == bytes(SealingKey.objects.get().public).hex()[:16]


def test_a_new_key_is_endorsed_by_the_one_before_and_signs_from_then_on() -> None:
    write_sealed(2)
    second = introduce_key(now=NOW + timedelta(days=1), using="batch")
    write_sealed(1)

    first = SealingKey.objects.order_by("pk")[0]
    text = endorsement_text(bytes(second.public), second.since)
    assert is_signed(text, bytes(second.endorsement), key=bytes(first.public))
    assert list(Checkpoint.objects.order_by("size").values_list("key_id", flat=True)) == [first.pk, second.pk]


def test_without_the_secret_half_nothing_is_sealed_and_no_key_appears_by_itself(sealing_folder: Path) -> None:
    write_sealed(1)
    for file in sealing_folder.glob("*.key"):
        file.unlink()
    record(an_event())
    number_all()

    with pytest.raises(Refused, match="封存私钥"):
        seal(now=NOW, using="batch")
    with pytest.raises(Refused, match="封存私钥"):
        introduce_key(now=NOW, using="batch")
    lost = introduce_key(now=NOW, using="batch", is_lost=True)

    assert (lost.predecessor_id, bytes(lost.endorsement)) == (None, b"")
    assert seal(now=NOW, using="batch") == 1


def test_a_tree_that_no_longer_gives_its_root_is_not_grown() -> None:
    write_sealed(3)
    with unguarded():
        as_owner("UPDATE trail_checkpoint SET nodes = overlay(nodes PLACING '\\x00'::bytea FROM 70)")
    record(an_event())
    number_all()

    with pytest.raises(DamagedTreeError):
        seal(now=NOW, using="batch")


def test_eight_writers_lose_nothing_and_double_nothing_while_sealing_runs() -> None:
    each, done = 40, threading.Event()

    def write(writer: int) -> None:
        for n in range(each):
            with transaction.atomic():
                record_all([an_event(writer=writer, n=n), an_event(writer=writer, n=n, second=True)])
                transaction.set_rollback(n % 10 == 9)
        connections.close_all()

    def keep_sealing() -> None:
        while not done.is_set():
            number_settled(using="batch", limit=50)
            seal(now=NOW, using="batch", limit=30)
        connections.close_all()

    writers = [threading.Thread(target=write, args=(n,)) for n in range(8)]
    sealers = [threading.Thread(target=keep_sealing) for _ in range(2)]
    for thread in [*sealers, *writers]:
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    for thread in sealers:
        thread.join()
    seal_all()

    written = set(Event.objects.using("batch").values_list("pk", flat=True))
    numbered = list(EventNumber.objects.using("batch").order_by("seq").values_list("seq", "event_id"))
    newest = latest_checkpoint()
    assert len(written) == 8 * 36 * 2
    assert [seq for seq, _event in numbered] == list(range(1, len(written) + 1))
    assert {event for _seq, event in numbered} == written
    peaks: list[bytes] = []
    grow(peaks, 0, hashes())
    assert newest == Anchor(len(written), root_of(peaks))


GUARDED = {
    "trail_event": "subject_label = 'x'",
    "trail_eventnumber": "seq = seq + 1",
    "trail_eventsalt": "salts = salts",
    "trail_checkpoint": "at = now()",
    "trail_sealingkey": "since = now()",
}


@pytest.mark.parametrize("alias", ["default", "batch", "owner"])
def test_no_role_of_the_product_changes_removes_or_empties(alias: str) -> None:
    """PR-03: the log is kept for good, so also for six months."""
    write_sealed(2)
    acts = [
        statement
        for table, change in GUARDED.items()
        for statement in (f"UPDATE {table} SET {change}", f"DELETE FROM {table}", f"TRUNCATE {table} CASCADE")
    ]

    assert [act for act in acts if not _is_refused(alias, act)] == []


def test_the_role_of_the_pages_adds_no_number_no_checkpoint_no_key_and_no_erasure() -> None:
    tables = ("trail_eventnumber", "trail_checkpoint", "trail_sealingkey", "trail_erasure")

    assert all(_is_refused("default", f"INSERT INTO {table} DEFAULT VALUES", "permission denied") for table in tables)


def _is_refused(alias: str, statement: str, words: str = "") -> bool:
    try:
        with transaction.atomic(using=alias), connections[alias].cursor() as cursor:
            cursor.execute("SET LOCAL app.uid = ''")
            cursor.execute(statement)
    except DatabaseError as error:
        return words in str(error)
    return False


def test_salts_are_seen_with_their_events_only() -> None:
    pk = record(an_event())

    with scoped(NOBODY):
        assert not EventSalt.objects.exists()
    assert Event.objects.using("batch").get(pk=pk).salt.salts


def test_what_is_stored_hashes_to_what_was_meant() -> None:
    pk = record(an_event(count=3, words="三家企业", nested={"10": 1, "9": [True, None]}))

    row = Event.objects.using("batch").get(pk=pk)
    parts = parts_of(row, bytes(row.salt.salts), {})
    assert parts["subject"] == commit(bytes(row.salt.salts)[16:32], "一件事")
    assert "一件事" not in canonical(head_of(row), parts).decode()
    assert bytes(row.hash) == event_hash(head_of(row), parts)


def test_numbers_as_keys_are_hashed_as_the_text_they_become() -> None:
    pk = record(an_event(days={2: "b", 10: "a"}))  # as numbers 2 sorts first, as text 10 does

    row = Event.objects.using("batch").get(pk=pk)
    assert bytes(row.hash) == event_hash(head_of(row), parts_of(row, bytes(row.salt.salts), {}))


@pytest.mark.parametrize("share", [0.5, 1e20, float("nan")])
def test_a_number_that_is_not_whole_is_refused(share: float) -> None:
    with pytest.raises(NotWholeError):
        record(an_event(share=share))
