"""Addresses of people are encrypted at rest, with a key derived from the installation's own."""

import base64

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"zhijia.engines.messages.addresses"


class UnreadableAddressError(ValueError):
    """The installation's key was changed since the address was entered."""


def conceal(address: str) -> bytes:
    return _box().encrypt(address.encode())


def reveal(concealed: bytes | memoryview) -> str:
    try:
        return _box().decrypt(bytes(concealed)).decode()
    except InvalidToken as error:
        raise UnreadableAddressError("an address was encrypted with another key") from error


def _box() -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=PURPOSE).derive(settings.SECRET_KEY.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
