"""The form of a ciphertext: version, cipher, data key, nonce, body and tag. 34 bytes more than its text.

```
byte  0        version, 1
byte  1        cipher (`CipherKind`)
bytes 2–5      number of the data key, big-endian
bytes 6–17     nonce
bytes 18–      body, then the tag of 16 bytes
```
Authenticated with it: the first six bytes, and the place (table, column, row), so that a ciphertext opens nowhere else.
"""

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from struct import Struct

from zhijia.lib.crypto.ciphers import NONCE_BYTES, TAG_BYTES, CannotOpen, CipherKind, Machinery, machinery_of

VERSION = 1
HEADER = Struct(">BBI")
OVERHEAD = HEADER.size + NONCE_BYTES + TAG_BYTES
MOST_KEYS = 2**32 - 1


class UnknownDataKey(CannotOpen):
    """The ciphertext was made under a data key that this keyring does not hold."""

    def __init__(self, number: int) -> None:
        super().__init__(f"data key {number}")
        self.number = number


@dataclass(frozen=True, slots=True)
class Place:
    """The column that a ciphertext stands in."""

    table: str
    column: str

    def of(self, row: int) -> bytes:
        """What is authenticated for one row."""
        return f"{self.table}.{self.column}:{row}".encode()


class DataKey:
    """A numbered key that seals texts. Its secret is shown to nobody."""

    def __init__(self, number: int, kind: CipherKind, secret: bytes) -> None:
        if not 0 <= number <= MOST_KEYS:
            raise ValueError(f"a data key has a number of 32 bits: {number}")
        self.number, self.kind = number, kind
        self.header = HEADER.pack(VERSION, kind, number)
        self._machinery: Machinery = machinery_of(kind, secret)

    def __repr__(self) -> str:
        return f"<DataKey {self.number} {self.kind.name}>"

    def seal(self, text: bytes, bound: bytes) -> bytes:
        """A ciphertext in the form above. The same text gives another one each time."""
        nonce = os.urandom(NONCE_BYTES)
        return self.header + nonce + self._machinery.seal(nonce, text, self.header + bound)

    def seal_all(self, start: bytes, rows: Sequence[tuple[int, str]]) -> list[bytes]:
        """The ciphertexts of many texts, each bound to `start` and its number; their nonces are drawn at once."""
        header, seal = self.header, self._machinery.seal
        head, nonces = header + start, os.urandom(NONCE_BYTES * len(rows))
        drawn = (nonces[at : at + NONCE_BYTES] for at in range(0, len(nonces), NONCE_BYTES))
        return [
            header + nonce + seal(nonce, text.encode(), head + b"%d" % row)
            for nonce, (row, text) in zip(drawn, rows, strict=True)
        ]

    def open(self, ciphertext: bytes, bound: bytes) -> bytes:
        """The text; `CannotOpen` for what this key did not seal for `bound`."""
        if ciphertext[: HEADER.size] != self.header or len(ciphertext) < OVERHEAD:
            raise CannotOpen
        body = HEADER.size + NONCE_BYTES
        return self._machinery.open(ciphertext[HEADER.size : body], ciphertext[body:], self.header + bound)


class Keyring:
    """Every data key by its number, and the one that seals what is written now."""

    def __init__(self, keys: Iterable[DataKey], *, current: int) -> None:
        self._keys: Mapping[int, DataKey] = {key.number: key for key in keys}
        self.current = self._keys[current]

    def __contains__(self, number: int) -> bool:
        return number in self._keys

    def seal(self, text: str, place: Place, row: int) -> bytes:
        return self.current.seal(text.encode(), place.of(row))

    def open(self, ciphertext: bytes, place: Place, row: int) -> str:
        """Raises `UnknownDataKey`, or `CannotOpen` for what was altered or moved."""
        return self._key_of(ciphertext).open(ciphertext, place.of(row)).decode()

    def seal_bytes(self, content: bytes, place: Place, row: int) -> bytes:
        """As `seal`, of something that is no text."""
        return self.current.seal(content, place.of(row))

    def open_bytes(self, ciphertext: bytes, place: Place, row: int) -> bytes:
        """Raises as `open`."""
        return self._key_of(ciphertext).open(ciphertext, place.of(row))

    def seal_all(self, place: Place, rows: Sequence[tuple[int, str]]) -> list[bytes]:
        """The ciphertexts of many rows of one column, in the order given: the door of imports."""
        return self.current.seal_all(f"{place.table}.{place.column}:".encode(), rows)

    def reseal_all(self, place: Place, rows: Iterable[tuple[int, bytes]]) -> list[bytes]:
        """The same texts under the current key; what stands under it already is returned as it is."""
        header = self.current.header
        return [
            old
            if old.startswith(header)
            else self.current.seal(self._key_of(old).open(old, place.of(row)), place.of(row))
            for row, old in rows
        ]

    def _key_of(self, ciphertext: bytes) -> DataKey:
        number = key_number_of(ciphertext)
        if number not in self._keys:
            raise UnknownDataKey(number)
        return self._keys[number]


def key_number_of(ciphertext: bytes) -> int:
    """Which data key a ciphertext names. `CannotOpen` for anything but our form."""
    if len(ciphertext) < OVERHEAD or ciphertext[0] != VERSION:
        raise CannotOpen
    return int(HEADER.unpack_from(ciphertext)[2])
