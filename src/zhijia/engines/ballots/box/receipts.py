"""The key by which the box says that it kept a ballot: ECDSA on P-256, one for an installation, in a file of its own.

P-256 and not Ed25519, because the phone of the voter checks the receipt, and browsers of 2023 have no Ed25519. Signatures are
deterministic (RFC 6979): a ballot that is sent again gets the same receipt.
"""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDSA,
    SECP256R1,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

from zhijia.lib.sealed_box import point_of

FILE = "receipt.key"
HALF = 32
_SCHEME = ECDSA(SHA256(), deterministic_signing=True)


class ReceiptKey:
    """Signs receipts; `repr` shows no secret."""

    def __init__(self, secret: bytes) -> None:
        self._key = derive_private_key(int.from_bytes(secret, "big"), SECP256R1())

    @property
    def point(self) -> bytes:
        """What receipts are checked with; it stands in the manifest."""
        return point_of(self._key)

    def sign(self, text: bytes) -> bytes:
        """Both numbers side by side, as WebCrypto reads them."""
        both = decode_dss_signature(self._key.sign(text, _SCHEME))
        return b"".join(number.to_bytes(HALF, "big") for number in both)


def receipt_key(folder: Path) -> ReceiptKey:
    """The key, made by whoever asks first."""
    path = folder / FILE
    try:
        return ReceiptKey(bytes.fromhex(path.read_text()))
    except FileNotFoundError:
        return _make(path)


def _make(path: Path) -> ReceiptKey:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        secret = generate_private_key(SECP256R1()).private_numbers().private_value
        file.write(secret.to_bytes(HALF, "big").hex())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails where another process was first; then its key is the one
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return receipt_key(path.parent)
