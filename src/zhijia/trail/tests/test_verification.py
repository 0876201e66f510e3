"""An intruder who owns the database touches the log; verification names what was touched."""

import threading
from datetime import timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections

from zhijia.lib.merkle import grow, root_of
from zhijia.trail.checkpoints import Anchor, latest_checkpoint, statement_of
from zhijia.trail.keys import introduce_key
from zhijia.trail.models import Checkpoint, EventNumber, SealingKey
from zhijia.trail.record import record
from zhijia.trail.tests.notes import NOW, an_event, as_owner, number_all, unguarded, write_sealed
from zhijia.trail.verification.findings import Report
from zhijia.trail.verification.verify import Demands, verify

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


def check(*roots: Anchor, first_key: bytes | None = None, start: int = 0, processes: int = 1) -> Report:
    return verify(Demands(roots, first_key, start), using="batch", processes=processes)


def first(report: Report) -> str:
    return str(report.faults[0].sentence) if report.faults else "无"


def test_an_untouched_log_is_whole_with_every_root_it_ever_had() -> None:
    write_sealed(3, 1, 9)
    peaks: list[bytes] = []
    roots = []
    for number in EventNumber.objects.using("batch").order_by("seq").select_related("event"):
        grow(peaks, number.seq - 1, [bytes(number.event.hash)])
        roots.append(Anchor(number.seq, root_of(peaks)))
    record(an_event())
    number_all()

    report = check(*roots)

    assert report.faults == []
    assert report.roots == roots
    assert (report.events, report.sealed, report.checkpoints, report.newest) == (14, 13, 3, latest_checkpoint())


def test_several_processes_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhijia.trail.verification.verify.BATCH", 3)
    ids = write_sealed(*[2] * 10)
    with unguarded():
        as_owner("UPDATE trail_event SET subject_label = 'x' WHERE id IN (%s, %s)", ids[3], ids[17])

    assert check(processes=2) == check()
    assert [fault.seq for fault in check().faults] == [4, 18]


def test_an_empty_log_is_whole() -> None:
    report = check()

    assert (report.is_whole, report.events, report.newest) == (True, 0, None)


@pytest.mark.parametrize(
    "change",
    [
        "subject_label = '另一件事'",
        "actor_id = 7",
        "at = at + interval '1 microsecond'",
        "kind = 'tests.other'",
        "to_state = 'done'",
        "data = data || '{\"more\": 1}'",
    ],
)
def test_an_altered_row_is_named(change: str) -> None:
    ids = write_sealed(4, 4)
    with unguarded():
        as_owner(f"UPDATE trail_event SET {change} WHERE id = %s", ids[5])

    assert first(check()) == f"第 6 条（留痕 {ids[5]}）被改动：内容与封存时不符。"


def test_a_row_altered_together_with_its_hash_is_named() -> None:
    ids = write_sealed(4, 4)
    with unguarded():
        as_owner(
            "UPDATE trail_event e SET subject_id = o.subject_id, data = o.data, hash = o.hash"
            " FROM trail_event o WHERE e.id = %s AND o.id = %s",
            ids[2],
            ids[6],
        )
        as_owner(
            "UPDATE trail_eventsalt e SET salts = o.salts FROM trail_eventsalt o WHERE e.event_id = %s AND o.event_id = %s",
            ids[2],
            ids[6],
        )

    report = check()

    assert first(report) == f"第 3 条（留痕 {ids[2]}）被改动：内容与封存时不符。"
    assert len(report.faults) == 1


def test_a_hash_altered_alone_is_told_apart_from_an_altered_row() -> None:
    ids = write_sealed(4)
    with unguarded():
        as_owner("UPDATE trail_event SET hash = sha256('x') WHERE id = %s", ids[1])

    assert "记下的摘要被改动" in first(check())


def test_a_row_altered_before_it_was_sealed_is_named() -> None:
    write_sealed(2)
    pk = record(an_event())
    number_all()
    with unguarded():
        as_owner("UPDATE trail_event SET subject_label = 'x' WHERE id = %s", pk)

    assert first(check()) == f"第 3 条（留痕 {pk}）被改动：内容与记下的摘要不符（尚未封存）。"


@pytest.mark.parametrize("is_renumbered", [False, True])
def test_a_removed_row_is_named_also_when_the_others_move_up(is_renumbered: bool) -> None:
    ids = write_sealed(4, 4)
    with unguarded():
        for table, column in (
            ("trail_eventnumber", "event_id"),
            ("trail_eventsalt", "event_id"),
            ("trail_event", "id"),
        ):
            as_owner(f"DELETE FROM {table} WHERE {column} = %s", ids[4])
        if is_renumbered:
            for seq in range(6, 9):
                as_owner("UPDATE trail_eventnumber SET seq = seq - 1 WHERE seq = %s", seq)

    assert first(check()) == f"第 5 条（留痕 {ids[4]}）被删除。"


def test_a_number_or_a_salt_that_was_removed_is_named() -> None:
    ids = write_sealed(6)
    with unguarded():
        as_owner("DELETE FROM trail_eventnumber WHERE seq = 2")
        as_owner("DELETE FROM trail_eventsalt WHERE event_id = %s", ids[3])

    report = check()

    assert f"留痕 {ids[1]} 没有顺序号，也不在待编号之列。" in [str(fault.sentence) for fault in report.faults]
    assert first(report) == f"第 2 条（留痕 {ids[1]}）的顺序号被删除。"
    assert str(report.faults[1].sentence) == f"第 4 条（留痕 {ids[3]}）的盐被删除，内容无法核对。"


def test_an_event_kept_from_getting_a_number_is_named() -> None:
    write_sealed(2)
    pk = record(an_event())
    as_owner("DELETE FROM trail_pendingevent")

    assert first(check()) == f"留痕 {pk} 没有顺序号，也不在待编号之列。"


def test_two_rows_that_changed_places_are_named() -> None:
    ids = write_sealed(8)
    with unguarded():
        as_owner("DELETE FROM trail_eventnumber WHERE seq IN (3, 7)")
        as_owner("INSERT INTO trail_eventnumber (seq, event_id) VALUES (3, %s), (7, %s)", ids[6], ids[2])

    report = check()

    assert first(report) == f"第 3 条（留痕 {ids[2]}）被调换：现在排在第 7 条，原位是留痕 {ids[6]}。"
    assert [fault.seq for fault in report.faults] == [3, 7]


def cut_off(size: int) -> None:
    """Remove everything after `size`, without a trace inside the database."""
    with unguarded():
        as_owner("DELETE FROM trail_checkpoint WHERE size > %s", size)
        as_owner(
            "DELETE FROM trail_eventsalt USING trail_eventnumber n WHERE n.event_id = trail_eventsalt.event_id AND seq > %s",
            size,
        )
        as_owner("CREATE TEMP TABLE gone AS SELECT event_id FROM trail_eventnumber WHERE seq > %s", size)
        as_owner("DELETE FROM trail_eventnumber WHERE seq > %s", size)
        as_owner("DELETE FROM trail_event WHERE id IN (SELECT event_id FROM gone)")


def test_a_tail_that_was_cut_off_is_found_against_a_printed_root_only() -> None:
    write_sealed(5, 5)
    printed = latest_checkpoint()
    assert printed is not None
    cut_off(5)

    assert check().is_whole
    assert first(check(printed)) == "所给的根封存了前 10 条，这里只封存到第 5 条：第 6 条起被截去。"


def test_rows_cut_off_below_their_checkpoint_are_named() -> None:
    ids = write_sealed(5, 5)
    with unguarded():
        as_owner("DELETE FROM trail_eventnumber WHERE seq > 8")
        as_owner("DELETE FROM trail_eventsalt WHERE event_id > %s", ids[7])
        as_owner("DELETE FROM trail_event WHERE id > %s", ids[7])

    assert first(check()) == f"第 9 条（留痕 {ids[8]}）被删除。"


def test_a_replaced_checkpoint_is_named() -> None:
    write_sealed(5, 5, 5)
    with unguarded():
        as_owner("UPDATE trail_checkpoint SET root = sha256('x') WHERE size = 10")

    report = check()

    sentences = [str(fault.sentence) for fault in report.faults]
    assert "第 10 条处封存点的签名不对：封存点被改动，或签名系伪造。" in sentences
    assert "第 10 条处封存点的根与它封存的内容不符。" in sentences
    assert "第 15 条处的封存点接不上前一个：前面的封存点被替换或删除。" in sentences


def test_a_checkpoint_that_was_dated_anew_breaks_the_chain() -> None:
    write_sealed(5, 5, 5)
    with unguarded():
        as_owner("UPDATE trail_checkpoint SET at = at + interval '1 hour' WHERE size = 5")

    sentences = [str(fault.sentence) for fault in check().faults]

    assert sentences[0] == "第 5 条处封存点的签名不对：封存点被改动，或签名系伪造。"
    assert sentences[1] == "第 10 条处的封存点接不上前一个：前面的封存点被替换或删除。"


def test_a_forged_signature_is_named() -> None:
    write_sealed(5, 5)
    text = statement_of(Checkpoint.objects.select_related("key").get(size=10)).text
    forged = Ed25519PrivateKey.generate().sign(text)
    with unguarded():
        as_owner("UPDATE trail_checkpoint SET signature = %s WHERE size = 10", forged)

    assert first(check()) == "第 10 条处封存点的签名不对：封存点被改动，或签名系伪造。"


def test_a_key_that_an_intruder_slipped_in_is_not_believed(sealing_folder: object) -> None:
    write_sealed(3)
    good = bytes(SealingKey.objects.get().public)
    introduce_key(now=NOW, using="batch", is_lost=True)
    write_sealed(3)

    report = check()

    assert "不可信" in first(report)
    assert any("由不可信的公钥" in str(fault.sentence) for fault in report.faults)
    assert [fault.seq for fault in check(first_key=good).faults] == [fault.seq for fault in report.faults]


def test_a_first_key_other_than_the_published_one_is_not_believed() -> None:
    write_sealed(3)

    assert check(first_key=bytes(SealingKey.objects.get().public)).is_whole
    assert not check(first_key=bytes(32)).is_whole


def test_an_endorsed_key_is_believed() -> None:
    write_sealed(3)
    introduce_key(now=NOW + timedelta(days=1), using="batch")
    write_sealed(3)

    assert check().is_whole


def test_a_log_sealed_anew_after_an_alteration_is_found_against_a_printed_root(sealing_folder: object) -> None:
    ids = write_sealed(5, 5)
    printed = latest_checkpoint()
    assert printed is not None
    with unguarded():
        as_owner("DELETE FROM trail_checkpoint")
        as_owner("DELETE FROM trail_eventnumber WHERE seq = 2")
        as_owner("DELETE FROM trail_eventsalt WHERE event_id = %s", ids[1])
        as_owner("DELETE FROM trail_event WHERE id = %s", ids[1])
        for seq in range(3, 11):
            as_owner("UPDATE trail_eventnumber SET seq = seq - 1 WHERE seq = %s", seq)
    write_sealed(4)

    assert check().is_whole
    assert "封存被重做过" in first(check(printed))


def test_only_what_follows_a_trusted_checkpoint_is_read_when_that_is_asked() -> None:
    ids = write_sealed(5, 5, 5)
    with unguarded():
        as_owner("UPDATE trail_event SET subject_label = 'x' WHERE id IN (%s, %s)", ids[1], ids[12])

    report = check(start=5)

    assert [fault.seq for fault in report.faults] == [13]
    assert report.checkpoints == 2


def test_verification_beside_writers_finds_nothing() -> None:
    write_sealed(50)
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            write_sealed(3)
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    reports = [check() for _ in range(2)]
    done.set()
    writer.join()

    assert all(report.is_whole for report in reports)
