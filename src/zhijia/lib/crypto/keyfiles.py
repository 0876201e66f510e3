"""Key-encryption keys: one file each, readable by its owner only, in a folder outside the database and its backups.

A file is called after the fingerprint of its key, so that a wrapped data key can say which file opens it.
"""

import os
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from zhijia.lib.crypto.ciphers import CipherKind
from zhijia.lib.crypto.ciphertexts import DataKey

SUFFIX = ".kek"
FINGERPRINT_LENGTH = 16
FOLDER_MODE, FILE_MODE = 0o700, 0o600


class KeyFileMissing(Exception):
    """The file of a key-encryption key is not where it should be, or holds another key."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A key-encryption key; `repr` shows no secret."""

    fingerprint: str
    _key: DataKey

    def wrap(self, secret: bytes, what: str) -> bytes:
        """A secret that only this key opens, and only as `what` (its number and purpose)."""
        return self._key.seal(secret, what.encode())

    def unwrap(self, wrapped: bytes, what: str) -> bytes:
        """`CannotOpen` for what another key wrapped, or for another purpose."""
        return self._key.open(wrapped, what.encode())


def make_key_file(folder: Path, kind: CipherKind) -> KeyFile:
    """A new key-encryption key, written to disk before it is returned."""
    secret = kind.make_key()
    path = path_of(folder, _fingerprint(kind, secret))
    folder.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE_MODE), "w") as file:
        file.write(f"{kind.name} {secret.hex()}\n")
        file.flush()
        os.fsync(file.fileno())
    _sync_folder(folder)
    return _key_file(kind, secret)


def read_key_file(folder: Path, fingerprint: str) -> KeyFile:
    """Raises `KeyFileMissing` when it is not there or is not the key that its name says."""
    path = path_of(folder, fingerprint)
    try:
        name, _, secret = path.read_text().strip().partition(" ")
        found = _key_file(CipherKind[name], bytes.fromhex(secret))
    except (FileNotFoundError, KeyError, ValueError) as error:
        raise KeyFileMissing(path) from error
    if found.fingerprint != fingerprint:
        raise KeyFileMissing(path)
    return found


def path_of(folder: Path, fingerprint: str) -> Path:
    return folder / f"{fingerprint}{SUFFIX}"


def is_private(path: Path) -> bool:
    """Whether only its owner may read a key file."""
    return path.stat().st_mode & 0o077 == 0


def _key_file(kind: CipherKind, secret: bytes) -> KeyFile:
    return KeyFile(_fingerprint(kind, secret), DataKey(0, kind, secret))


def _fingerprint(kind: CipherKind, secret: bytes) -> str:
    return sha256(b"zhijia key-encryption key 1\n" + kind.name.encode() + b"\n" + secret).hexdigest()[
        :FINGERPRINT_LENGTH
    ]


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
