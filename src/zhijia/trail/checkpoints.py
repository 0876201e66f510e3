"""Checkpoints as statements, and the short text that stands on paper for the whole log."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Self

from zhijia.trail.models import Checkpoint
from zhijia.trail.signing import Statement


@dataclass(frozen=True, slots=True)
class Anchor:
    """The root of the first `size` events. Printed on documents, it proves later that none of them was touched."""

    size: int
    root: bytes

    def __str__(self) -> str:
        """Eight groups of eight digits and the size: `9f3a12cd 00aa… @ 12345`."""
        return f"{' '.join(wrap(self.root.hex(), 8))} @ {self.size}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """What was printed, typed in with or without spaces. Raises ValueError."""
        digits, at, size = "".join(text.split()).partition("@")
        root = bytes.fromhex(digits)
        if not at or len(root) != 32 or int(size) <= 0:
            raise ValueError(text)
        return cls(int(size), root)


def latest_checkpoint(*, using: str = "default") -> Anchor | None:
    """The newest sealed root; `str()` of it is what a document prints. None until the first event is sealed."""
    newest = Checkpoint.objects.using(using).order_by("-size").values_list("size", "root").first()
    return Anchor(newest[0], bytes(newest[1])) if newest else None


def pack_ids(ids: Sequence[int]) -> bytes:
    """Ids as they stand in `Checkpoint.events`."""
    return struct.pack(f">{len(ids)}q", *ids)


def unpack_ids(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(packed) // 8}q", packed)


def statement_of(checkpoint: Checkpoint) -> Statement:
    """What the checkpoint says and its key signed."""
    return Statement(
        size=checkpoint.size,
        root=bytes(checkpoint.root),
        previous=bytes(checkpoint.previous_digest),
        at=checkpoint.at,
        key=bytes(checkpoint.key.public),
    )
