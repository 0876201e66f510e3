"""The opened keys of this process. A key that another process added is found when its first ciphertext is read."""

from django.db import DEFAULT_DB_ALIAS, connections

from zhijia.lib.crypto.ciphers import CannotOpen
from zhijia.lib.crypto.ciphertexts import Place, UnknownDataKey
from zhijia.lib.crypto.indexes import BlindIndex, IndexPurpose
from zhijia.lib.sentences import Refused
from zhijia.organisation.protection.keys import Keys, chosen_cipher, protection_folder, read_keys

_opened: dict[tuple[object, ...], Keys] = {}


def opened_keys(*, using: str = DEFAULT_DB_ALIAS) -> Keys:
    """The keys of the database that `using` points at; read once."""
    known = _known_as(using)
    if known not in _opened:
        _opened[known] = read_keys(using=using)
    return _opened[known]


def reopen_keys(*, using: str = DEFAULT_DB_ALIAS) -> Keys:
    """Read the keys again: before long work that writes much, and when a number is not known."""
    _opened[_known_as(using)] = read_keys(using=using)
    return opened_keys(using=using)


def blind_index(purpose: IndexPurpose) -> BlindIndex:
    return opened_keys().indexes[purpose]


def open_text(ciphertext: bytes, place: Place, row: int) -> str:
    """Raises `Refused` when it was altered, stands in another place, or its key is not here."""
    return open_bytes(ciphertext, place, row).decode()


def open_bytes(ciphertext: bytes, place: Place, row: int) -> bytes:
    """As `open_text`, of something that is no text."""
    try:
        try:
            return opened_keys().ring.open_bytes(ciphertext, place, row)
        except UnknownDataKey:
            return reopen_keys().ring.open_bytes(ciphertext, place, row)
    except CannotOpen as error:
        raise Refused("这项个人信息打不开，密文被改动过或不在原处：请系统管理员执行 zhijia doctor。") from error


def _known_as(using: str) -> tuple[object, ...]:
    """One process may look at two databases, and be told of another cipher or folder."""
    database = connections[using].settings_dict
    place = (database["HOST"], database["PORT"], database["NAME"])
    return (*place, protection_folder(), chosen_cipher())
