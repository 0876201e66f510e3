"""Whether personal data can be opened here: every data key, and a sample of every sealed column."""

from collections.abc import Iterator
from pathlib import Path

from django.db import connections
from psycopg import sql

from zhijia.lib.crypto.ciphers import CannotOpen
from zhijia.lib.crypto.ciphertexts import Keyring
from zhijia.lib.crypto.keyfiles import is_private, path_of
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.protection.data_keys import DataKey
from zhijia.organisation.protection.fields import SealedField
from zhijia.organisation.protection.keyring import reopen_keys
from zhijia.organisation.protection.keys import opener_of, protection_folder, secret_of
from zhijia.organisation.protection.rotating import sealed_tables

SAMPLE = 50


def faults_of_keys(*, using: str) -> Iterator[Sentence]:
    """Every key file that is missing or may be read by others, and every data key that does not open."""
    keys = list(DataKey.objects.using(using).order_by("pk"))
    if not keys:
        yield Sentence("还没有数据密钥：请执行 zhijia manage migrate。")
    for fingerprint in sorted({key.opened_by for key in keys}):
        try:
            opener = opener_of(fingerprint)
            for key in keys:
                if key.opened_by == fingerprint:
                    secret_of(key, opener)
        except Refused as refused:
            yield refused.sentence
        else:
            yield from _faults_of_file(path_of(protection_folder(), fingerprint))


def faults_of_samples(*, using: str) -> Iterator[Sentence]:
    """Columns whose first and last rows do not all open; ask only when the keys are whole."""
    for table in sealed_tables():
        for field in table.fields:
            if closed := _closed_rows(field, using=using):
                values = {"table": table.name, "column": field.column, "rows": "、".join(map(str, closed))}
                yield Sentence("{table}.{column} 的密文打不开，被改动过或不在原处：第 {rows} 行。", values)


def _faults_of_file(path: Path) -> Iterator[Sentence]:
    if not is_private(path):
        yield Sentence(
            "主密钥文件 {path} 别的用户也能读：请改为只有运行服务的用户可读（chmod 600）。", {"path": str(path)}
        )


def _closed_rows(field: SealedField, *, using: str) -> list[int]:
    """Of the first and last rows of one column, those that do not open."""
    query = sql.SQL(
        "(SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY id LIMIT {most})"
        " UNION (SELECT id, {column} FROM {table} WHERE {column} IS NOT NULL ORDER BY id DESC LIMIT {most}) ORDER BY id"
    ).format(column=sql.Identifier(field.place.column), table=sql.Identifier(field.place.table), most=SAMPLE)
    with connections[using].cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall()
    ring = reopen_keys(using=using).ring
    return [number for number, value in rows if not _opens(ring, bytes(value), field, number)]


def _opens(ring: Keyring, ciphertext: bytes, field: SealedField, number: int) -> bool:
    try:
        ring.open(ciphertext, field.place, number)
    except CannotOpen:
        return False
    return True
