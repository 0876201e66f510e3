"""What the log keeps of the keys: that they changed, never what they are."""

from datetime import datetime

from zhijia.organisation import events
from zhijia.trail.record import Doer, NewEvent, Subject, record

SYSTEM = Doer(None, "系统")
SUBJECT = "organisation.datakey"


def record_rewrapped(fingerprint: str, *, now: datetime) -> None:
    """Every data key is opened by the key file of this fingerprint from now on."""
    subject = Subject(SUBJECT, 0, "数据密钥")
    record(NewEvent(events.KEYS_REWRAPPED.code, now, SYSTEM, subject, data={"opened_by": fingerprint}))


def record_resealed(table: str, number: int, *, rows: int, left: int, now: datetime) -> None:
    """The sealed columns of a table were brought under data key `number`; `left` rows still wait."""
    subject = Subject(SUBJECT, number, f"{number} 号数据密钥")
    data = {"table": table, "rows": rows, "left": left}
    record(NewEvent(events.COLUMNS_RESEALED.code, now, SYSTEM, subject, data=data))
