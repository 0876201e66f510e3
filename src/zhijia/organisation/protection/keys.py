"""Data keys: made, wrapped and opened. The files that open them lie in `PROTECTION_FOLDER`, never in the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction

from zhijia.lib.crypto import ciphertexts
from zhijia.lib.crypto.ciphers import CannotOpen, CipherKind
from zhijia.lib.crypto.ciphertexts import Keyring
from zhijia.lib.crypto.indexes import BlindIndex, IndexPurpose, make_index_key
from zhijia.lib.crypto.keyfiles import KeyFile, KeyFileMissing, make_key_file, read_key_file
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.protection.data_keys import TEXT, DataKey
from zhijia.organisation.writing import reserve_ids


@dataclass(frozen=True, slots=True)
class Keys:
    """Every key of a database, opened."""

    ring: Keyring
    indexes: Mapping[IndexPurpose, BlindIndex]


def protection_folder() -> Path:
    """Where the files of the key-encryption keys lie; kept apart from the backups of the database."""
    return Path(settings.PROTECTION_FOLDER)


def chosen_cipher() -> CipherKind:
    """What seals texts written now. What the other cipher sealed stays readable."""
    return CipherKind[settings.PROTECTION_CIPHER]


def lock_keys(*, using: str) -> None:
    """One at a time makes or wraps keys, until the transaction ends."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('organisation.protection'))")


def introduce_keys(*, using: str) -> bool:
    """The first keys of a database: one for each cipher and each index. False when it has keys."""
    with transaction.atomic(using=using):
        lock_keys(using=using)
        if DataKey.objects.using(using).exists():
            return False
        opener = make_key_file(protection_folder(), chosen_cipher())
        for kind in CipherKind:
            add_key(opener, TEXT, kind.make_key(), cipher=kind, using=using)
        for purpose in IndexPurpose:
            add_key(opener, purpose, make_index_key(), cipher=None, using=using)
    return True


def add_key(opener: KeyFile, purpose: str, secret: bytes, *, cipher: CipherKind | None, using: str) -> DataKey:
    """Keep a new key, wrapped by `opener`. Its number is known first, because the wrapping is bound to it."""
    (number,) = reserve_ids(DataKey, 1, using=using)
    key = DataKey(pk=number, purpose=purpose, cipher=cipher, opened_by=opener.fingerprint)
    key.wrapped = opener.wrap(secret, key.what)
    key.save(using=using, force_insert=True)
    return key


def read_keys(*, using: str) -> Keys:
    """Open every key. Raises `Refused`: no key of the chosen cipher, a file that is not there."""
    rows = list(DataKey.objects.using(using).order_by("pk"))
    openers = {fingerprint: opener_of(fingerprint) for fingerprint in {row.opened_by for row in rows}}
    secrets = {row.pk: secret_of(row, openers[row.opened_by]) for row in rows}
    texts = [row for row in rows if row.purpose == TEXT]
    current = [row.pk for row in texts if row.cipher == chosen_cipher()]
    if not current:
        raise Refused("还没有数据密钥，不能读写个人信息：请系统管理员执行 zhijia rotate-keys --data。")
    ring = Keyring(
        [ciphertexts.DataKey(row.pk, CipherKind(row.cipher or 0), secrets[row.pk]) for row in texts],
        current=current[-1],
    )
    purposes = {IndexPurpose(row.purpose): secrets[row.pk] for row in rows if row.purpose != TEXT}
    return Keys(ring, {purpose: BlindIndex(purpose, secret) for purpose, secret in purposes.items()})


def opener_of(fingerprint: str) -> KeyFile:
    """The key-encryption key of this fingerprint. Raises `Refused` with the file that is missing."""
    try:
        return read_key_file(protection_folder(), fingerprint)
    except KeyFileMissing as missing:
        raise Refused(
            Sentence(
                "主密钥文件 {path} 不在或不是原来的内容，个人信息打不开：请从单独保管处放回。",
                {"path": str(missing.path)},
            )
        ) from missing


def secret_of(key: DataKey, opener: KeyFile) -> bytes:
    """The key itself. Raises `Refused` when its row was altered."""
    try:
        return opener.unwrap(bytes(key.wrapped), key.what)
    except CannotOpen as error:
        raise Refused(
            Sentence("{number} 号数据密钥打不开，数据库里的内容被改动过：请从备份恢复。", {"number": key.pk})
        ) from error
