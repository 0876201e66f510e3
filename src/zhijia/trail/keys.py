"""The keys that sign checkpoints: secret halves in the home folder, public halves in the database and on a public page.

A database without keys gets its first one by itself. After that a missing secret half stops sealing and says so: a key
that appears by itself would be as good as a forged one.
"""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connections, transaction

from zhijia.lib.sentences import Refused, Sentence
from zhijia.trail.models import SealingKey
from zhijia.trail.signing import endorsement_text


def sealing_folder() -> Path:
    """Where the secret halves lie; kept apart from the backups of the database, like the session key."""
    return Path(settings.SEALING_FOLDER)


def lock_sealing(*, using: str = "default") -> None:
    """One at a time seals or changes keys, until the transaction ends."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('trail.sealing'))")


def signing_key(*, now: datetime, using: str = "default") -> tuple[SealingKey, Ed25519PrivateKey]:
    """The key in force and its secret half. Raises `Refused` when that is not in the home folder."""
    key = SealingKey.objects.using(using).order_by("-pk").first() or introduce_key(now=now, using=using)
    return key, _secret_of(key)


def introduce_key(*, now: datetime, using: str = "default", is_lost: bool = False) -> SealingKey:
    """Make a new key and put it in force, endorsed by the one before it.

    `is_lost`: the secret half of the one before is gone, so nobody can endorse the new one; whoever verifies is told.
    """
    with transaction.atomic(using=using):
        lock_sealing(using=using)
        before = SealingKey.objects.using(using).order_by("-pk").first()
        endorser = _secret_of(before) if before and not is_lost else None
        secret = Ed25519PrivateKey.generate()
        public = secret.public_key().public_bytes_raw()
        key = SealingKey(public=public, since=now, predecessor=before if endorser else None)
        key.endorsement = endorser.sign(endorsement_text(public, now)) if endorser else b""
        _keep(secret, public)
        key.save(using=using)
    return key


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """A public key in hexadecimal, from when it signs, and whether the key before it says so."""

    public: str
    since: datetime
    is_endorsed: bool


def published_keys(*, using: str = "default") -> list[PublishedKey]:
    """Every public key, oldest first."""
    rows = SealingKey.objects.using(using).order_by("pk")
    return [PublishedKey(bytes(key.public).hex(), key.since, key.predecessor_id is not None) for key in rows]


def missing_secret(*, using: str = "default") -> Path | None:
    """The file that should hold the secret half of the key in force and is not there; None when all is well."""
    key = SealingKey.objects.using(using).order_by("-pk").first()
    path = _path_of(bytes(key.public)) if key else None
    return path if path and not path.exists() else None


def _secret_of(key: SealingKey) -> Ed25519PrivateKey:
    path = _path_of(bytes(key.public))
    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text()))
    except FileNotFoundError:
        raise Refused(
            Sentence(
                "封存私钥 {path} 不在：请从单独保管处放回；确已遗失的，执行 zhijia seal rotate --lost 换新钥并公布公钥。",
                {"path": str(path)},
            )
        ) from None


def _keep(secret: Ed25519PrivateKey, public: bytes) -> None:
    path = _path_of(public)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secret.private_bytes_raw().hex())


def _path_of(public: bytes) -> Path:
    return sealing_folder() / f"{public.hex()[:16]}.key"
