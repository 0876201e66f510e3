"""Ballots that two of three open: any two, nobody alone, nothing altered, nothing read two ways."""

from itertools import combinations

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from zhijia.lib import sealed_box
from zhijia.lib.kept_keys import WrongPassphrase, lock, lock_by_code, make_code, unlock, unlock_by_code
from zhijia.lib.sealed_box import OVERHEAD, CannotOpen, make_key, open_sealed, seal

KEYS = [make_key() for _ in range(3)]
PUBLIC = [key.public_key() for key in KEYS]
SEALED = seal(b"yes", PUBLIC, length=64, context=b"question 1")


def test_any_two_scrutineers_open_the_same_text() -> None:
    for one, other in combinations(range(3), 2):
        assert open_sealed(SEALED, {one: KEYS[one], other: KEYS[other]}, context=b"question 1") == b"yes"


def test_one_scrutineer_with_somebody_elses_key_opens_nothing() -> None:
    for one, other in combinations(range(3), 2):
        for own, foreign in ((one, other), (other, one)):
            with pytest.raises(CannotOpen):
                open_sealed(SEALED, {own: KEYS[own], foreign: make_key()}, context=b"question 1")


def test_a_ballot_opens_for_its_own_question_only() -> None:
    with pytest.raises(CannotOpen):
        open_sealed(SEALED, {0: KEYS[0], 1: KEYS[1]}, context=b"question 2")


def test_every_ballot_is_equally_long_whatever_it_says() -> None:
    longest = seal(b"x" * 62, PUBLIC, length=64, context=b"question 1")

    assert len(longest) == len(SEALED) == 64 + OVERHEAD
    with pytest.raises(ValueError, match="does not fit"):
        seal(b"x" * 63, PUBLIC, length=64, context=b"question 1")


def test_a_ballot_with_any_part_altered_or_cut_off_does_not_open() -> None:
    for place in (0, 40, 70, 220, 250, len(SEALED) - 1):
        altered = SEALED[:place] + bytes([SEALED[place] ^ 1]) + SEALED[place + 1 :]
        with pytest.raises(CannotOpen):
            open_sealed(altered, {0: KEYS[0], 1: KEYS[1]}, context=b"question 1")
    for cut in (b"", SEALED[:64], SEALED[:-1], SEALED[:230]):
        with pytest.raises(CannotOpen):
            open_sealed(cut, {0: KEYS[0], 1: KEYS[1]}, context=b"question 1")


class TwoFaced:
    """AES-GCM, but the third pair gets another content key than the first two."""

    wrapped = 0

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)

    def encrypt(self, nonce: bytes, text: bytes, associated: bytes) -> bytes:
        TwoFaced.wrapped += 1
        return self._cipher.encrypt(nonce, b"k" * 32 if TwoFaced.wrapped == 3 else text, associated)


def test_a_ballot_that_shows_one_pair_another_content_key_reads_one_way_or_not_at_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sealed_box, "AESGCM", TwoFaced)
    cheating = seal(b"yes", PUBLIC, length=64, context=b"")
    monkeypatch.undo()

    assert open_sealed(cheating, {0: KEYS[0], 1: KEYS[1]}, context=b"") == b"yes"
    with pytest.raises(CannotOpen):
        open_sealed(cheating, {1: KEYS[1], 2: KEYS[2]}, context=b"")


def test_a_kept_key_opens_by_what_it_was_locked_with_and_in_its_place_only() -> None:
    code = make_code()
    by_phrase, by_code = lock(b"key", "天气不错的早上", bound=b"1"), lock_by_code(b"key", code, bound=b"1")

    assert unlock(by_phrase, "天气不错的早上", bound=b"1") == b"key"
    assert unlock_by_code(by_code, code.lower().replace("-", " "), bound=b"1") == b"key"
    for locked, phrase, bound in (
        (by_phrase, "天气不错的晚上", b"1"),
        (by_phrase, "天气不错的早上", b"2"),
        (by_phrase[:20], "天气不错的早上", b"1"),
    ):
        with pytest.raises(WrongPassphrase):
            unlock(locked, phrase, bound=bound)
    for tried, bound in ((make_code(), b"1"), (code, b"2")):
        with pytest.raises(WrongPassphrase):
            unlock_by_code(by_code, tried, bound=bound)
