"""Blind signatures against the standard's vector, against a machine that errs, and against tickets that were tampered with."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.rsa import (
    RSAPrivateKey,
    RSAPrivateNumbers,
    RSAPublicNumbers,
    rsa_crt_dmp1,
    rsa_crt_dmq1,
    rsa_crt_iqmp,
)

from zhijia.lib.blind_signatures import (
    Chance,
    NotBlinded,
    Signature,
    Signer,
    SigningFault,
    blind,
    draw,
    finalize,
    is_valid,
    make_key,
)

VECTOR = json.loads((Path(__file__).parent / "rfc9474.json").read_text())
E = 65537


@cache
def _key() -> RSAPrivateKey:
    return make_key()


def _key_of_vector() -> RSAPrivateKey:
    p, q = int(VECTOR["p"], 16), int(VECTOR["q"], 16)
    d = pow(E, -1, (p - 1) * (q - 1))
    halves = (rsa_crt_dmp1(d, p), rsa_crt_dmq1(d, q), rsa_crt_iqmp(p, q))
    return RSAPrivateNumbers(p, q, d, *halves, RSAPublicNumbers(E, p * q)).private_key()


def test_the_vector_of_rfc_9474_comes_out_byte_for_byte() -> None:
    key = _key_of_vector()
    public = key.public_key()
    message = bytes.fromhex(VECTOR["msg"])
    factor = pow(int(VECTOR["inv"], 16), -1, public.public_numbers().n)
    chance = Chance(bytes.fromhex(VECTOR["msg_prefix"]), bytes.fromhex(VECTOR["salt"]), factor)

    blinding = blind(public, message, chance)
    answer = Signer(key).sign(blinding.blinded)
    signature = finalize(public, message, blinding, answer)

    assert blinding.blinded.hex() == VECTOR["blinded_msg"]
    assert answer.hex() == VECTOR["blind_sig"]
    assert signature.value.hex() == VECTOR["sig"]
    assert is_valid(public, message, signature)


def test_a_fault_in_one_half_of_the_key_never_leaves_the_signer() -> None:
    signer, public = Signer(_key()), _key().public_key()
    blinding = blind(public, b"serial", draw(public))
    signer._d_p += 2

    with pytest.raises(SigningFault):
        signer.sign(blinding.blinded)


def test_the_same_blinded_message_gets_the_same_signature_though_the_power_is_masked_anew() -> None:
    signer, public = Signer(_key()), _key().public_key()
    blinding = blind(public, b"serial", draw(public))

    assert signer.sign(blinding.blinded) == signer.sign(blinding.blinded)


def test_what_is_no_number_below_the_modulus_is_not_signed() -> None:
    signer, size = Signer(_key()), 384
    modulus = _key().public_key().public_numbers().n

    for wrong in (b"", b"\x01" * (size - 1), bytes(size), modulus.to_bytes(size, "big"), b"\xff" * size):
        with pytest.raises(NotBlinded):
            signer.sign(wrong)


def test_a_signature_is_of_its_message_prefix_and_key_only() -> None:
    public = _key().public_key()
    blinding = blind(public, b"serial", draw(public))
    signature = finalize(public, b"serial", blinding, Signer(_key()).sign(blinding.blinded))
    altered = bytes([signature.value[0] ^ 1]) + signature.value[1:]

    assert is_valid(public, b"serial", signature)
    assert not is_valid(public, b"other", signature)
    assert not is_valid(public, b"serial", replace(signature, prefix=bytes(32)))
    assert not is_valid(public, b"serial", replace(signature, value=altered))
    assert not is_valid(public, b"serial", replace(signature, value=signature.value[:-1]))
    assert not is_valid(public, b"erial", Signature(signature.prefix + b"s", signature.value))
    assert not is_valid(make_key().public_key(), b"serial", signature)


def test_a_signer_who_signs_something_else_is_found_out_when_the_blinding_comes_off() -> None:
    public = _key().public_key()
    mine, other = blind(public, b"mine", draw(public)), blind(public, b"other", draw(public))

    with pytest.raises(InvalidSignature):
        finalize(public, b"mine", mine, Signer(_key()).sign(other.blinded))
