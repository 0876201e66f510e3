"""The keys of one stamper: locked files on disk, opened by the holder's passphrase, for each question of each poll one.

One key for all questions would let a voter have all her tickets stamped for the same question, because the stamper does not see
what it stamps. And a stamper does not believe the web server: of each elector it stamps one ticket a question, the same as
often as it is asked, so that tickets cannot be made beyond the number of names on the roll.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Self

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_der_private_key,
)

from zhijia.lib.blind_signatures import Signer, make_key
from zhijia.lib.kept_keys import lock, unlock


class NoSuchKeys(Exception):
    """No keys of this poll: never made, or destroyed."""


class StampedAnother(Exception):
    """This elector had another ticket of this question stamped."""


class KeysAreMade(Exception):
    """The poll has keys already: a second set would leave the first in use somewhere."""


@dataclass(frozen=True, slots=True)
class Order:
    """A blinded ticket to stamp: whose, for which question."""

    question: int
    elector: int
    blinded: bytes


@dataclass(slots=True)
class _Opened:
    """The keys of a poll, ready to work."""

    signers: Mapping[int, Signer]
    electors: int
    stamped: dict[tuple[int, int], bytes]
    guard: Lock = field(default_factory=Lock)


class StampKeys:
    """Every poll's keys of one holder, in one folder that only the holder's account may enter."""

    def __init__(self, folder: Path, passphrase: str) -> None:
        self.folder = folder
        self._passphrase = passphrase
        self._opened: dict[int, _Opened] = {}
        self._guard = Lock()
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    @classmethod
    def opened(cls, folder: Path, passphrase: str) -> Self:
        """The folder under the passphrase with which it was first opened. Raises `WrongPassphrase` for another one."""
        keys, check = cls(folder, passphrase), folder / "passphrase.check"
        try:
            _write_once(check, lock(b"", passphrase, bound=b"zhijia stamper 1"))
        except FileExistsError:
            unlock(check.read_bytes(), passphrase, bound=b"zhijia stamper 1")
        return keys

    def prepare(self, poll: int, *, questions: Sequence[int], electors: int) -> dict[int, bytes]:
        """Make the keys of a poll and return the public halves. Raises `KeysAreMade` the second time."""
        keys = {question: make_key() for question in questions}
        secret = json.dumps({"electors": electors, "keys": {str(n): _private(key).hex() for n, key in keys.items()}})
        locked = lock(secret.encode(), self._passphrase, bound=_bound(poll))
        try:
            _write_once(self._keys_file(poll), locked)
        except FileExistsError:
            raise KeysAreMade from None
        return {question: _public(key) for question, key in keys.items()}

    def stamp(self, poll: int, orders: Sequence[Order]) -> list[bytes]:
        """Stamp in the order given. Raises `NoSuchKeys`, `StampedAnother`, and what `Signer.sign` raises; then none is given."""
        opened = self._open(poll)
        with opened.guard:
            fresh = [order for order in orders if self._is_new(opened, order)]
            self._remember(poll, opened, fresh)
        return [opened.signers[order.question].sign(order.blinded) for order in orders]

    def destroy(self, poll: int) -> None:
        """Overwrite and remove the keys of a poll; nobody stamps for it any more. Doing it twice is no fault."""
        with self._guard:
            self._opened.pop(poll, None)
        path = self._keys_file(poll)
        if path.exists():
            with path.open("r+b") as file:
                file.write(os.urandom(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()

    def _is_new(self, opened: _Opened, order: Order) -> bool:
        if order.question not in opened.signers or not 1 <= order.elector <= opened.electors:
            raise NoSuchKeys
        before = opened.stamped.get((order.question, order.elector))
        if before is not None and before != sha256(order.blinded).digest():
            raise StampedAnother
        return before is None

    def _remember(self, poll: int, opened: _Opened, orders: Sequence[Order]) -> None:
        """On disk before the first stamp leaves."""
        if not orders:
            return
        digests = {(order.question, order.elector): sha256(order.blinded).digest() for order in orders}
        lines = [f"{question} {elector} {digest.hex()}\n" for (question, elector), digest in digests.items()]
        with self._journal(poll).open("a") as file:
            file.writelines(lines)
            file.flush()
            os.fsync(file.fileno())
        opened.stamped |= digests

    def _open(self, poll: int) -> _Opened:
        with self._guard:
            if poll not in self._opened:
                self._opened[poll] = self._read(poll)
            return self._opened[poll]

    def _read(self, poll: int) -> _Opened:
        try:
            locked = self._keys_file(poll).read_bytes()
        except FileNotFoundError:
            raise NoSuchKeys from None
        kept = json.loads(unlock(locked, self._passphrase, bound=_bound(poll)))
        signers = {int(n): Signer(_read_private(bytes.fromhex(key))) for n, key in kept["keys"].items()}
        return _Opened(signers, kept["electors"], self._stamped_before(poll))

    def _stamped_before(self, poll: int) -> dict[tuple[int, int], bytes]:
        """What the journal says. A line that a power cut left half written was stamped for nobody: it is cut off."""
        path = self._journal(poll)
        if not path.exists():
            return {}
        written = path.read_bytes()
        whole = written[: written.rfind(b"\n") + 1]
        if len(whole) < len(written):
            os.truncate(path, len(whole))
        lines = (line.split() for line in whole.decode().splitlines())
        return {(int(question), int(elector)): bytes.fromhex(digest) for question, elector, digest in lines}

    def _keys_file(self, poll: int) -> Path:
        return self.folder / f"{poll}.keys"

    def _journal(self, poll: int) -> Path:
        return self.folder / f"{poll}.stamped"


def _bound(poll: int) -> bytes:
    return f"zhijia stamper 1, poll {poll}".encode()


def _private(key: RSAPrivateKey) -> bytes:
    return key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def _public(key: RSAPrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _read_private(content: bytes) -> RSAPrivateKey:
    key = load_der_private_key(content, password=None)
    if not isinstance(key, RSAPrivateKey):
        raise TypeError("a stamp is an RSA key")
    return key


def _write_once(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
