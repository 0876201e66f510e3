"""Naming what is not as it was sealed: altered, removed, or moved to another number."""

from collections.abc import Sequence

from django.db import connections

from zhijia.lib.sentences import Sentence
from zhijia.trail.verification.contents import Contents
from zhijia.trail.verification.findings import Report

MOST_ROWS = 5
_LOOK_UP = """
    SELECT EXISTS (SELECT FROM trail_event WHERE id = %(event)s),
           (SELECT min(seq) FROM trail_eventnumber WHERE event_id = %(event)s),
           EXISTS (SELECT FROM trail_eventsalt WHERE event_id = %(event)s)
"""
_UNNUMBERED = """
    SELECT id FROM trail_event e
     WHERE NOT EXISTS (SELECT FROM trail_eventnumber n WHERE n.event_id = e.id)
       AND NOT EXISTS (SELECT FROM trail_pendingevent p WHERE p.event_id = e.id)
     ORDER BY id LIMIT %s
"""


class Differences:
    """Compares spans in the order of the log and notes the first few rows that differ."""

    def __init__(self, report: Report, *, using: str) -> None:
        self._report, self._using = report, using
        self._left = MOST_ROWS

    def compare(self, contents: Contents, events: Sequence[int], leaves: Sequence[bytes]) -> None:
        """Rows against the ids and hashes that were sealed for their numbers."""
        self._report.erased += contents.erased
        if contents.hashes == leaves and not contents.misstated:
            return
        misstated = set(contents.misstated)
        for n, (event, leaf) in enumerate(zip(events, leaves, strict=True)):
            seq = contents.span.first + n
            if contents.hashes[n] != leaf:
                self._name(seq, event, contents.events.get(seq))
            elif seq in misstated:
                words = {"seq": seq, "event": event}
                self._note(seq, Sentence("第 {seq} 条（留痕 {event}）记下的摘要被改动；内容仍与封存时相符。", words))

    def check_unsealed(self, contents: Contents) -> None:
        """Rows that no checkpoint covers yet: whether they are there, and whether content and stored hash agree."""
        self._report.erased += contents.erased
        misstated = set(contents.misstated)
        for n, found in enumerate(contents.hashes):
            seq = contents.span.first + n
            words = {"seq": seq, "event": contents.events.get(seq)}
            if seq not in contents.events:
                self._note(seq, Sentence("第 {seq} 条缺失：顺序号中断。", words))
            elif not found:
                self._note(seq, Sentence("第 {seq} 条（留痕 {event}）被删除。", words))
            elif seq in misstated:
                self._note(
                    seq, Sentence("第 {seq} 条（留痕 {event}）被改动：内容与记下的摘要不符（尚未封存）。", words)
                )

    def find_unnumbered(self, seq: int) -> None:
        """Events that have no number and are not waiting for one: somebody took them out of the log's order."""
        with connections[self._using].cursor() as cursor:
            cursor.execute(_UNNUMBERED, [MOST_ROWS])
            for (event,) in cursor.fetchall():
                self._note(seq, Sentence("留痕 {event} 没有顺序号，也不在待编号之列。", {"event": event}))

    def _name(self, seq: int, event: int, present: int | None) -> None:
        if self._left <= 0:
            return
        is_there, number, has_salt = self._look_up(event)
        words = {"seq": seq, "event": event, "number": number, "present": present or "—"}
        if not is_there:
            self._note(seq, Sentence("第 {seq} 条（留痕 {event}）被删除。", words))
        elif number is None:
            self._note(seq, Sentence("第 {seq} 条（留痕 {event}）的顺序号被删除。", words))
        elif number != seq:
            moved = Sentence("第 {seq} 条（留痕 {event}）被调换：现在排在第 {number} 条，原位是留痕 {present}。", words)
            self._note(seq, moved)
        elif not has_salt:
            self._note(seq, Sentence("第 {seq} 条（留痕 {event}）的盐被删除，内容无法核对。", words))
        else:
            self._note(seq, Sentence("第 {seq} 条（留痕 {event}）被改动：内容与封存时不符。", words))

    def _note(self, seq: int, sentence: Sentence) -> None:
        if self._left > 0:
            self._report.note(seq, sentence)
        self._left -= 1

    def _look_up(self, event: int) -> tuple[bool, int | None, bool]:
        with connections[self._using].cursor() as cursor:
            cursor.execute(_LOOK_UP, {"event": event})
            is_there, number, has_salt = cursor.fetchone()
        return is_there, number, has_salt
