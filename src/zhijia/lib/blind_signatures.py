"""Blind RSA signatures: RSABSSA-SHA384-PSS-Randomized of RFC 9474.

Who signs sees only a blinded message and cannot tell later which of many signatures it was; what comes out is an ordinary
RSA-PSS signature, and `is_valid` asks the `cryptography` package about it. The signing itself is integer arithmetic of our
own, because no library offers RSA without padding: constant-time powers (`powmod_sec`), a blinded base, the two halves of
the key apart (CRT), and the result checked before it leaves. One wrong half would give the factors of the key away.
"""

import secrets
from dataclasses import dataclass
from hashlib import sha384

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, RSAPublicKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA384
from gmpy2 import gcd, invert, mpz, powmod, powmod_sec

KEY_BITS = 3072
PUBLIC_EXPONENT = 65537
HASH_BYTES = SALT_BYTES = 48
PREFIX_BYTES = 32
_PADDING = PSS(MGF1(SHA384()), SALT_BYTES)


class NotBlinded(Exception):
    """What was handed in is no blinded message for this key."""


class SigningFault(Exception):
    """The computed signature is wrong: a fault of the machine, or somebody who causes one. It never leaves."""


@dataclass(frozen=True, slots=True)
class Chance:
    """What a blinding draws at random: the prefix of the message, the salt of its encoding, the blinding factor."""

    prefix: bytes
    salt: bytes
    factor: int


@dataclass(frozen=True, slots=True)
class Blinding:
    """What is sent to the signer, and what is kept to take the blinding off again."""

    blinded: bytes
    inverse: int
    prefix: bytes


@dataclass(frozen=True, slots=True)
class Signature:
    """An RSA-PSS signature over `prefix` and the message."""

    prefix: bytes
    value: bytes


def make_key() -> RSAPrivateKey:
    """A new key of 3072 bits."""
    return generate_private_key(PUBLIC_EXPONENT, KEY_BITS)


def draw(public: RSAPublicKey) -> Chance:
    """Fresh randomness for one blinding."""
    modulus = mpz(public.public_numbers().n)
    factor = secrets.randbelow(int(modulus) - 1) + 1
    while gcd(factor, modulus) != 1:
        factor = secrets.randbelow(int(modulus) - 1) + 1
    return Chance(secrets.token_bytes(PREFIX_BYTES), secrets.token_bytes(SALT_BYTES), factor)


def blind(public: RSAPublicKey, message: bytes, chance: Chance) -> Blinding:
    """RFC 9474, 4.1 and 4.2: prepare and blind. `chance` comes from `draw`, never twice the same."""
    numbers = public.public_numbers()
    encoded = mpz(int.from_bytes(_encode(chance.prefix + message, numbers.n.bit_length() - 1, chance.salt), "big"))
    if gcd(encoded, numbers.n) != 1:
        raise NotBlinded("the encoded message shares a factor with the key")
    blinded = encoded * powmod(chance.factor, numbers.e, numbers.n) % numbers.n
    inverse = int(invert(chance.factor, numbers.n))
    return Blinding(int(blinded).to_bytes(_size_of(public), "big"), inverse, chance.prefix)


def finalize(public: RSAPublicKey, message: bytes, blinding: Blinding, answer: bytes) -> Signature:
    """RFC 9474, 4.4: take the blinding off. Raises `InvalidSignature` when the signer did not sign what was sent."""
    modulus = public.public_numbers().n
    value = int(mpz(int.from_bytes(answer, "big")) * blinding.inverse % modulus)
    signature = Signature(blinding.prefix, value.to_bytes(_size_of(public), "big"))
    public.verify(signature.value, signature.prefix + message, _PADDING, SHA384())
    return signature


def is_valid(public: RSAPublicKey, message: bytes, signature: Signature) -> bool:
    """Whether it is a signature of the key over this message."""
    if len(signature.prefix) != PREFIX_BYTES:
        return False
    try:
        public.verify(signature.value, signature.prefix + message, _PADDING, SHA384())
    except InvalidSignature:
        return False
    return True


class Signer:
    """A private key, ready to sign blindly. `repr` shows no secret."""

    def __init__(self, key: RSAPrivateKey) -> None:
        private = key.private_numbers()
        public = private.public_numbers
        self.public = key.public_key()
        self._n, self._e = mpz(public.n), mpz(public.e)
        self._p, self._q = mpz(private.p), mpz(private.q)
        self._d_p, self._d_q = mpz(private.dmp1), mpz(private.dmq1)
        self._q_inverse = mpz(private.iqmp)
        self._size = _size_of(self.public)

    def sign(self, blinded: bytes) -> bytes:
        """RFC 9474, 4.3. `NotBlinded` for what is no number below the modulus; `SigningFault` instead of a wrong answer."""
        message = mpz(int.from_bytes(blinded, "big"))
        if len(blinded) != self._size or not 0 < message < self._n:
            raise NotBlinded("a blinded message is a number below the modulus, in its full length")
        mask = self._draw_mask()
        masked = message * powmod(mask, self._e, self._n) % self._n
        signature = self._power(masked) * invert(mask, self._n) % self._n
        if powmod(signature, self._e, self._n) != message:
            raise SigningFault("the signature does not fit the message")
        return int(signature).to_bytes(self._size, "big")

    def _draw_mask(self) -> mpz:
        """A base that nobody outside knows: what the power takes and how long says nothing of what was handed in."""
        while gcd(mask := mpz(secrets.randbelow(int(self._n) - 2) + 2), self._n) != 1:
            continue
        return mask

    def _power(self, base: mpz) -> mpz:
        """base^d mod n by the two halves of the key (Chinese remainder theorem)."""
        by_p = powmod_sec(base % self._p, self._d_p, self._p)
        by_q = powmod_sec(base % self._q, self._d_q, self._q)
        return by_q + self._q * (self._q_inverse * (by_p - by_q) % self._p)


def _size_of(public: RSAPublicKey) -> int:
    return (public.key_size + 7) // 8


def _encode(message: bytes, bits: int, salt: bytes) -> bytes:
    """EMSA-PSS-ENCODE of RFC 8017, 9.1.1, with SHA-384 and MGF1."""
    size = (bits + 7) // 8
    digest = sha384(bytes(8) + sha384(message).digest() + salt).digest()
    block = bytes(size - SALT_BYTES - HASH_BYTES - 2) + b"\x01" + salt
    mask = _mask(digest, len(block))
    masked = bytes(one ^ other for one, other in zip(block, mask, strict=True))
    first = masked[0] & (0xFF >> (8 * size - bits))
    return bytes([first]) + masked[1:] + digest + b"\xbc"


def _mask(seed: bytes, length: int) -> bytes:
    """MGF1 of RFC 8017, B.2.1."""
    rounds = range(-(-length // HASH_BYTES))
    return b"".join(sha384(seed + number.to_bytes(4, "big")).digest() for number in rounds)[:length]
