"""The proof of one subject's file: its events with salts and audit paths up to a signed root (`verify_case.py` checks it)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from zhijia.lib.merkle import Node, path_of, proof_of
from zhijia.lib.merkle import Path as AuditPath
from zhijia.lib.sentences import Refused
from zhijia.trail import verify_case
from zhijia.trail.canonical import PARTS, moment_of, salts_by_part, words_of
from zhijia.trail.checkpoints import statement_of
from zhijia.trail.models import Checkpoint, Event, SealingKey
from zhijia.trail.nodes import fetch_nodes
from zhijia.trail.record import Subject
from zhijia.trail.rows import head_of


@dataclass(frozen=True, slots=True)
class FileProof:
    """A proof as it is handed out, and how many of the file's events are too new to be in it."""

    content: dict[str, Any]
    unsealed: int


def prove_file(subject: Subject, *, now: datetime, size: int | None = None, using: str = "default") -> FileProof:
    """Prove every event of the subject that the present scope shows, in the tree of `size` events (None: the newest).

    `Refused` when nothing of it is sealed yet, or no checkpoint has that size.
    """
    checkpoint = _checkpoint(size, using=using)
    events = list(
        Event.objects.using(using)
        .filter(subject_type=subject.type, subject_id=subject.id)
        .select_related("number", "salt")
        .prefetch_related("erasures")
        .order_by("number__seq", "pk")
    )
    sealed = [event for event in events if hasattr(event, "number") and event.number.seq <= checkpoint.size]
    if not sealed:
        raise Refused("这件事的经过还没有封存。封存每分钟进行一次，请稍后再试。")
    content = {
        "format": verify_case.FORMAT,
        "subject": asdict(subject),
        "made_at": moment_of(now),
        "keys": _keys(checkpoint, using=using),
        "checkpoint": _stated(checkpoint),
        "events": _proved(sealed, checkpoint.size, using=using),
    }
    return FileProof(content, len(events) - len(sealed))


def offline_verifier() -> bytes:
    """The program that checks a proof with nothing but Python."""
    return Path(verify_case.__file__).read_bytes()


def _checkpoint(size: int | None, *, using: str) -> Checkpoint:
    rows = Checkpoint.objects.using(using).select_related("key").defer("nodes", "events").order_by("-size")
    found = (rows.filter(size=size) if size else rows).first()
    if found is None and size:
        raise Refused("没有这个条数的封存点。请照文书上印的条数填写。")
    if found is None:
        raise Refused("留痕还没有封存过。封存每分钟进行一次，请稍后再试；一直如此的，请系统管理员查看后台任务。")
    return found


def _keys(checkpoint: Checkpoint, *, using: str) -> list[dict[str, str]]:
    """The key that signed the checkpoint and those before it, up to the one that nobody endorsed; first one first."""
    known = {key.pk: key for key in SealingKey.objects.using(using)}
    chain = [known[checkpoint.key_id]]
    while chain[0].predecessor_id is not None:
        chain.insert(0, known[chain[0].predecessor_id])
    return [
        {
            "public": bytes(key.public).hex(),
            "since": moment_of(key.since),
            "endorsement": bytes(key.endorsement).hex(),
        }
        for key in chain
    ]


def _stated(checkpoint: Checkpoint) -> dict[str, Any]:
    statement = statement_of(checkpoint)
    return {
        "size": statement.size,
        "root": statement.root.hex(),
        "previous": statement.previous.hex(),
        "at": moment_of(statement.at),
        "key": statement.key.hex(),
        "signature": bytes(checkpoint.signature).hex(),
    }


def _proved(events: Sequence[Event], size: int, *, using: str) -> list[dict[str, Any]]:
    paths = [path_of(event.number.seq - 1, size) for event in events]
    hashes = fetch_nodes((node for path in paths for node in path.nodes), using=using)
    return [_entry(event, path, hashes) for event, path in zip(events, paths, strict=True)]


def _entry(event: Event, path: AuditPath, hashes: dict[Node, bytes]) -> dict[str, Any]:
    values = words_of(event.actor_label, event.post_label, event.subject_label, event.data)
    erased = {erasure.part: bytes(erasure.commitment).hex() for erasure in event.erasures.all()}
    salts = salts_by_part(bytes(event.salt.salts))
    return {
        "seq": event.number.seq,
        **asdict(head_of(event)),
        "at": moment_of(event.at),
        **dict(zip(PARTS, values, strict=True)),
        "salts": {part: salt.hex() for part, salt in salts.items() if part not in erased},
        "erased": erased,
        "hash": bytes(event.hash).hex(),
        "path": [node.hex() for node in proof_of(path, hashes)],
    }
