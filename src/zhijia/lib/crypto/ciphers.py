"""Two authenticated ciphers behind one interface: AES-256-GCM (NIST SP 800-38D) and SM4-GCM (GB/T 32907, RFC 8998)."""

import os
from enum import IntEnum
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers import Cipher as Machine
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.ciphers.algorithms import SM4
from cryptography.hazmat.primitives.ciphers.modes import GCM

NONCE_BYTES = 12
TAG_BYTES = 16


class CannotOpen(Exception):
    """A ciphertext that was altered, stands in another place than it was made for, or was made under another key."""


class CipherKind(IntEnum):
    """The numbers stand in ciphertexts and key files: never reuse one."""

    AES_256_GCM = 1
    SM4_GCM = 2

    @property
    def key_bytes(self) -> int:
        return 32 if self is CipherKind.AES_256_GCM else 16

    def make_key(self) -> bytes:
        """A new random key of the right length."""
        return os.urandom(self.key_bytes)


class Machinery(Protocol):
    """One key, ready to work. `bound` is authenticated and not kept: it must be given again to open."""

    def seal(self, nonce: bytes, text: bytes, bound: bytes) -> bytes:
        """Body and tag."""

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        """The text; `CannotOpen` for anything but what `seal` returned for the same nonce and `bound`."""


def machinery_of(kind: CipherKind, secret: bytes) -> Machinery:
    """ValueError for a secret of the wrong length."""
    if len(secret) != kind.key_bytes:
        raise ValueError(f"{kind.name} takes a key of {kind.key_bytes} bytes")
    return _Aes(secret) if kind is CipherKind.AES_256_GCM else _Sm4(secret)


class _Aes:
    def __init__(self, secret: bytes) -> None:
        self._cipher = AESGCM(secret)

    def seal(self, nonce: bytes, text: bytes, bound: bytes) -> bytes:
        return self._cipher.encrypt(nonce, text, bound)

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        try:
            return self._cipher.decrypt(nonce, sealed, bound)
        except InvalidTag:
            raise CannotOpen from None


class _Sm4:
    def __init__(self, secret: bytes) -> None:
        self._algorithm = SM4(secret)

    def seal(self, nonce: bytes, text: bytes, bound: bytes) -> bytes:
        encryptor = Machine(self._algorithm, GCM(nonce)).encryptor()
        encryptor.authenticate_additional_data(bound)
        return encryptor.update(text) + encryptor.finalize() + encryptor.tag

    def open(self, nonce: bytes, sealed: bytes, bound: bytes) -> bytes:
        body, tag = sealed[:-TAG_BYTES], sealed[-TAG_BYTES:]
        if len(tag) != TAG_BYTES:
            raise CannotOpen
        decryptor = Machine(self._algorithm, GCM(nonce, tag)).decryptor()
        decryptor.authenticate_additional_data(bound)
        try:
            return decryptor.update(body) + decryptor.finalize()
        except InvalidTag:
            raise CannotOpen from None
