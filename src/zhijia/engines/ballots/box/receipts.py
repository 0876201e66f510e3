"""The key by which the box says that it kept a ballot: Ed25519, one for an installation, in a file of its own."""

import os
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FILE = "receipt.key"


def receipt_key(folder: Path) -> Ed25519PrivateKey:
    """The key, made by whoever asks first."""
    path = folder / FILE
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text()))
    except FileNotFoundError:
        return _make(path)


def public_receipt_key(folder: Path) -> bytes:
    """What receipts are checked with; it stands in the manifest."""
    return receipt_key(folder).public_key().public_bytes_raw()


def _make(path: Path) -> Ed25519PrivateKey:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(Ed25519PrivateKey.generate().private_bytes_raw().hex())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # fails where another process was first; then its key is the one
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return receipt_key(path.parent)
