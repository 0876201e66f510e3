"""The texts that keys of a verifiable poll sign or are bound to. No Django: the box and the stampers read this too."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from zhijia.lib.blind_signatures import Signature, is_valid
from zhijia.lib.sealed_box import OVERHEAD

SERIAL_BYTES = 32
HOLDERS = ("a", "b")


def ticket_message(manifest_hash: bytes, question: int, serial: bytes) -> bytes:
    """What both stamps sign, unseen: one serial, for one question of one poll."""
    return b"zhijia ticket 1\n" + manifest_hash + question.to_bytes(2, "big") + serial


def sealing_context(manifest_hash: bytes, question: int, serial: bytes) -> bytes:
    """What a sealed ballot is bound to: it opens for its own ticket only, so that nobody casts a copy of another's."""
    return b"zhijia ballot 1\n" + manifest_hash + question.to_bytes(2, "big") + serial


def receipt_text(manifest_hash: bytes, question: int, serial: bytes, sealed: bytes) -> bytes:
    """What the box signs when it has kept a ballot."""
    return b"zhijia receipt 1\n" + manifest_hash + question.to_bytes(2, "big") + sha256(serial + sealed).digest()


@dataclass(frozen=True, slots=True)
class Ticket:
    """A serial with both stamps."""

    serial: bytes
    stamps: Mapping[str, Signature]


@dataclass(frozen=True, slots=True)
class StampedQuestion:
    """A question of the manifest as who checks tickets needs it."""

    number: int
    keys: Mapping[str, RSAPublicKey]
    sealed_length: int

    @classmethod
    def of(cls, question: Mapping[str, Any]) -> "StampedQuestion":
        """From the manifest."""
        return cls(
            question["number"],
            {holder: read_stamp(bytes.fromhex(question["stamps"][holder])) for holder in HOLDERS},
            question["length"] + OVERHEAD,
        )

    def admits(self, ticket: Ticket, manifest_hash: bytes) -> bool:
        """Whether both stamps are on this serial, for this question."""
        message = ticket_message(manifest_hash, self.number, ticket.serial)
        return len(ticket.serial) == SERIAL_BYTES and all(
            is_valid(self.keys[holder], message, ticket.stamps[holder]) for holder in HOLDERS
        )


def read_stamp(public: bytes) -> RSAPublicKey:
    """A stamp's public key (SubjectPublicKeyInfo). ValueError for anything else."""
    key = load_der_public_key(public)
    if not isinstance(key, RSAPublicKey):
        raise TypeError("a stamp is an RSA key")
    return key
