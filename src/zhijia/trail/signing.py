"""What is signed, as text that anybody can rebuild, and whether a signature is good (Ed25519, RFC 8032)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from zhijia.trail.canonical import moment_of

NO_PREVIOUS = bytes(32)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a checkpoint says: the root of the first `size` events at a moment, after which checkpoint, by which key."""

    size: int
    root: bytes
    previous: bytes
    at: datetime
    key: bytes

    @property
    def text(self) -> bytes:
        lines = (
            "zhijia checkpoint 1",
            f"size {self.size}",
            f"root {self.root.hex()}",
            f"previous {self.previous.hex()}",
            f"at {moment_of(self.at)}",
            f"key {self.key.hex()}",
        )
        return "".join(f"{line}\n" for line in lines).encode()

    @property
    def digest(self) -> bytes:
        """What the next checkpoint calls its `previous`."""
        return sha256(self.text).digest()


def endorsement_text(public: bytes, since: datetime) -> bytes:
    """What a key signs to name its successor."""
    return f"zhijia sealing key 1\nkey {public.hex()}\nsince {moment_of(since)}\n".encode()


def is_signed(text: bytes, signature: bytes, *, key: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, text)
    except InvalidSignature:
        return False
    return True
