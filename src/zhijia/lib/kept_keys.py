"""Secrets that lie about encrypted and are opened by what a person knows.

Two forms. `lock` is for a passphrase that somebody chose (scrypt, RFC 7914): the keys of a stamper. `lock_by_code` is for a
code of 100 random bits that somebody wrote down: a browser makes and opens it too, where there is no scrypt and none is needed,
because a code like that cannot be guessed (PBKDF2 of WebCrypto): the key of a scrutineer.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.pbkdf2 import PBKDF2HMAC
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32
SCRYPT_COST = 2**15
ROUNDS = 200_000
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # 32 signs: none is mistaken for another
CODE_SIGNS = 20


class WrongPassphrase(Exception):
    """Not what it was locked with, or not what was locked."""


def lock(secret: bytes, passphrase: str, *, bound: bytes) -> bytes:
    """Salt, nonce, ciphertext. `bound` is authenticated: it must be given again."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    return salt + nonce + AESGCM(_stretch(passphrase, salt)).encrypt(nonce, secret, bound)


def unlock(locked: bytes, passphrase: str, *, bound: bytes) -> bytes:
    """The secret, or `WrongPassphrase`."""
    return _decrypt(locked, _stretch(passphrase, locked[:SALT_BYTES]), bound)


def make_code() -> str:
    """A code to write down, in groups of four: `7KQM-…`."""
    signs = [secrets.choice(ALPHABET) for _ in range(CODE_SIGNS)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, CODE_SIGNS, 4))


def lock_by_code(secret: bytes, code: str, *, bound: bytes) -> bytes:
    """As `lock`, by a code of `make_code`."""
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    return salt + nonce + AESGCM(_stretch_code(code, salt)).encrypt(nonce, secret, bound)


def unlock_by_code(locked: bytes, code: str, *, bound: bytes) -> bytes:
    """As `unlock`; small letters and missing hyphens do not matter."""
    return _decrypt(locked, _stretch_code(code, locked[:SALT_BYTES]), bound)


def _decrypt(locked: bytes, key: bytes, bound: bytes) -> bytes:
    nonce, ciphertext = locked[SALT_BYTES : SALT_BYTES + NONCE_BYTES], locked[SALT_BYTES + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, ciphertext, bound)
    except (InvalidTag, ValueError):
        raise WrongPassphrase from None


def _stretch(passphrase: str, salt: bytes) -> bytes:
    return Scrypt(salt, KEY_BYTES, n=SCRYPT_COST, r=8, p=1).derive(passphrase.encode())


def _stretch_code(code: str, salt: bytes) -> bytes:
    plain = "".join(sign for sign in code.upper() if sign in ALPHABET)
    return PBKDF2HMAC(SHA256(), KEY_BYTES, salt, ROUNDS).derive(plain.encode())
