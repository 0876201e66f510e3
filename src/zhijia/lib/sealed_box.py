"""A ballot that any two of three scrutineers open, and nobody alone.

Nobody ever holds the key of the whole box: each scrutineer makes a key pair of their own, and a ballot is sealed to the three
public keys. Its content key lies in it three times, once for each pair, under a key that takes both of the pair to compute.

```
bytes 0–64       one-time public key, a point of P-256, uncompressed
bytes 65–208     the content key for the pairs (1,2), (1,3), (2,3): 32 bytes and a tag of 16 each
bytes 209–240    what commits to the content key
bytes 241–       the text, padded to its fixed length, and a tag of 16
```
Key of a pair: HKDF-SHA256 over both shared secrets (ECDH), info = "zhijia ballot pair 1", the pair, the one-time key, the
context. Key and commitment of the text: HKDF-SHA256 over the content key. AES-256-GCM throughout; each key is used once, so the
nonce is zero. The context (which election, which question) is authenticated and not kept. The commitment is there because one
ciphertext of AES-GCM can be made that opens under two keys: a ballot must not read differently to different pairs.
The page of the voter does the same with WebCrypto (`static/ballots/sealing.js`).
"""

import secrets
from collections.abc import Mapping, Sequence
from hashlib import sha256
from hmac import compare_digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ec import (
    ECDH,
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SCRUTINEERS = 3
PAIRS = ((0, 1), (0, 2), (1, 2))
POINT_BYTES, KEY_BYTES, TAG_BYTES = 65, 32, 16
WRAPPED_BYTES = KEY_BYTES + TAG_BYTES
LENGTH_BYTES = 2
OVERHEAD = POINT_BYTES + len(PAIRS) * WRAPPED_BYTES + KEY_BYTES + TAG_BYTES
_ONCE = bytes(12)


class CannotOpen(Exception):
    """Not sealed for these scrutineers and this context, altered, or not padded as it should be."""


def make_key() -> EllipticCurvePrivateKey:
    """A scrutineer's key pair."""
    return generate_private_key(SECP256R1())


def point_of(key: EllipticCurvePrivateKey) -> bytes:
    """The public half as it is published."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def read_point(point: bytes) -> EllipticCurvePublicKey:
    """ValueError for what is no point of the curve."""
    return EllipticCurvePublicKey.from_encoded_point(SECP256R1(), point)


def seal(text: bytes, scrutineers: Sequence[EllipticCurvePublicKey], *, length: int, context: bytes) -> bytes:
    """A text of at most `length - 2` bytes, sealed; every result of one `length` is equally long."""
    once, content = make_key(), secrets.token_bytes(KEY_BYTES)
    point = point_of(once)
    shared = [once.exchange(ECDH(), public) for public in scrutineers]
    wrapped = b"".join(
        AESGCM(_pair_key(number, shared[one] + shared[other], point, context)).encrypt(_ONCE, content, context)
        for number, (one, other) in enumerate(PAIRS)
    )
    key, commitment = _content_keys(content, context)
    head = point + wrapped + commitment
    return head + AESGCM(key).encrypt(_ONCE, _pad(text, length), context + sha256(head).digest())


def open_sealed(sealed: bytes, keys: Mapping[int, EllipticCurvePrivateKey], *, context: bytes) -> bytes:
    """The text, opened by the first two of `keys` (numbered 0, 1, 2). Raises `CannotOpen`."""
    one, other = sorted(keys)[:2]
    number = PAIRS.index((one, other))
    point, body = sealed[:POINT_BYTES], POINT_BYTES + len(PAIRS) * WRAPPED_BYTES + KEY_BYTES
    wrapped = sealed[POINT_BYTES + number * WRAPPED_BYTES :][:WRAPPED_BYTES]
    try:
        public = read_point(point)
        shared = keys[one].exchange(ECDH(), public) + keys[other].exchange(ECDH(), public)
        content = AESGCM(_pair_key(number, shared, point, context)).decrypt(_ONCE, wrapped, context)
        key, commitment = _content_keys(content, context)
        if not compare_digest(commitment, sealed[body - KEY_BYTES : body]):
            raise CannotOpen
        return _unpad(AESGCM(key).decrypt(_ONCE, sealed[body:], context + sha256(sealed[:body]).digest()))
    except (InvalidTag, ValueError):
        raise CannotOpen from None


def _pair_key(number: int, shared: bytes, point: bytes, context: bytes) -> bytes:
    info = b"zhijia ballot pair 1" + bytes([number]) + point + context
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(shared)


def _content_keys(content: bytes, context: bytes) -> tuple[bytes, bytes]:
    """What seals the text, and what commits to it."""
    both = HKDF(SHA256(), 2 * KEY_BYTES, salt=None, info=b"zhijia ballot text 1" + context).derive(content)
    return both[:KEY_BYTES], both[KEY_BYTES:]


def _pad(text: bytes, length: int) -> bytes:
    if len(text) > length - LENGTH_BYTES:
        raise ValueError(f"a text of {len(text)} bytes does not fit into {length}")
    return (len(text).to_bytes(LENGTH_BYTES, "big") + text).ljust(length, b"\0")


def _unpad(padded: bytes) -> bytes:
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")
    if len(padded) < end or any(padded[end:]):
        raise CannotOpen
    return padded[LENGTH_BYTES:end]
