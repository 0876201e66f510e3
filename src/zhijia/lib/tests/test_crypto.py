"""What is sealed opens only as it was sealed: same place, same key, not a bit altered."""

import hashlib
import hmac
import logging
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhijia.lib.crypto.ciphers import CannotOpen, CipherKind, machinery_of
from zhijia.lib.crypto.ciphertexts import OVERHEAD, DataKey, Keyring, Place, UnknownDataKey, key_number_of
from zhijia.lib.crypto.indexes import BlindIndex, IndexPurpose, make_index_key
from zhijia.lib.crypto.keyfiles import KeyFileMissing, is_private, make_key_file, path_of, read_key_file

ID_NUMBER, PHONE = Place("organisation_person", "id_number"), Place("organisation_person", "phone")
KINDS = st.sampled_from(CipherKind)
ROWS = st.integers(1, 2**63 - 1)


def keyring(kind: CipherKind, *, number: int = 1) -> Keyring:
    return Keyring([DataKey(number, kind, kind.make_key())], current=number)


@given(KINDS, st.text(), ROWS)
def test_every_text_opens_again_and_its_ciphertext_is_34_bytes_longer(kind: CipherKind, text: str, row: int) -> None:
    ring = keyring(kind)

    first, second = ring.seal(text, ID_NUMBER, row), ring.seal(text, ID_NUMBER, row)

    assert ring.open(first, ID_NUMBER, row) == ring.open(second, ID_NUMBER, row) == text
    assert first != second
    assert len(first) == len(text.encode()) + OVERHEAD == len(text.encode()) + 34


@given(KINDS, st.text(max_size=30), st.data())
def test_a_ciphertext_of_which_one_bit_is_altered_is_refused(kind: CipherKind, text: str, data: st.DataObject) -> None:
    ring = keyring(kind)
    sealed = bytearray(ring.seal(text, ID_NUMBER, 7))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))

    with pytest.raises(CannotOpen):
        ring.open(bytes(sealed), ID_NUMBER, 7)


@given(KINDS, st.integers(0, OVERHEAD + 3))
def test_a_ciphertext_that_is_cut_off_is_refused(kind: CipherKind, length: int) -> None:
    ring = keyring(kind)

    with pytest.raises(CannotOpen):
        ring.open(ring.seal("1385", ID_NUMBER, 7)[:length], ID_NUMBER, 7)


@pytest.mark.parametrize("kind", CipherKind)
@pytest.mark.parametrize(
    ("place", "row"), [(PHONE, 7), (ID_NUMBER, 8), (Place("organisation_persons", "id_number"), 7)]
)
def test_a_ciphertext_moved_to_another_column_table_or_row_is_refused(kind: CipherKind, place: Place, row: int) -> None:
    ring = keyring(kind)
    sealed = ring.seal("32059919900307002X", ID_NUMBER, 7)

    with pytest.raises(CannotOpen):
        ring.open(sealed, place, row)


@pytest.mark.parametrize("kind", CipherKind)
def test_another_key_of_the_same_number_is_refused_and_one_of_another_number_is_named(kind: CipherKind) -> None:
    sealed = keyring(kind, number=3).seal("13800000000", PHONE, 1)

    with pytest.raises(CannotOpen):
        keyring(kind, number=3).open(sealed, PHONE, 1)
    with pytest.raises(UnknownDataKey) as unknown:
        keyring(kind, number=4).open(sealed, PHONE, 1)
    assert unknown.value.number == key_number_of(sealed) == 3


@given(st.lists(st.text(max_size=40), max_size=20))
def test_many_at_once_are_the_same_as_one_by_one_and_go_over_to_another_cipher(texts: list[str]) -> None:
    old = DataKey(1, CipherKind.AES_256_GCM, CipherKind.AES_256_GCM.make_key())
    new = DataKey(2, CipherKind.SM4_GCM, CipherKind.SM4_GCM.make_key())
    rows = list(enumerate(texts, start=10))
    both = Keyring([old, new], current=2)

    sealed = Keyring([old], current=1).seal_all(ID_NUMBER, rows)
    again = both.reseal_all(ID_NUMBER, [(row, ciphertext) for (row, _), ciphertext in zip(rows, sealed, strict=True)])

    for (row, text), before, after in zip(rows, sealed, again, strict=True):
        assert both.open(before, ID_NUMBER, row) == both.open(after, ID_NUMBER, row) == text
        assert (key_number_of(before), key_number_of(after)) == (1, 2)
        assert both.reseal_all(ID_NUMBER, [(row, after)]) == [after]


def test_sm4_gcm_agrees_with_the_example_of_rfc_8998() -> None:
    """RFC 8998, appendix A.1."""
    machinery = machinery_of(CipherKind.SM4_GCM, bytes.fromhex("0123456789ABCDEFFEDCBA9876543210"))
    text = bytes.fromhex(
        "AAAAAAAAAAAAAAAABBBBBBBBBBBBBBBBCCCCCCCCCCCCCCCCDDDDDDDDDDDDDDDD"
        "EEEEEEEEEEEEEEEEFFFFFFFFFFFFFFFFEEEEEEEEEEEEEEEEAAAAAAAAAAAAAAAA"
    )
    bound = bytes.fromhex("FEEDFACEDEADBEEFFEEDFACEDEADBEEFABADDAD2")

    sealed = machinery.seal(bytes.fromhex("00001234567800000000ABCD"), text, bound)

    assert sealed.hex().upper() == (
        "17F399F08C67D5EE19D0DC9969C4BB7D5FD46FD3756489069157B282BB200735"
        "D82710CA5C22F0CCFA7CBF93D496AC15A56834CBCF98C397B4024A2691233B8D"
        "83DE3541E4C2B58177E065A9BF7B62EC"
    )


@given(st.binary(min_size=32, max_size=32), st.lists(st.text(max_size=200), max_size=5))
def test_a_blind_index_is_hmac_sha256_one_by_one_and_many_at_once(secret: bytes, texts: list[str]) -> None:
    index = BlindIndex(IndexPurpose.PHONE, secret)
    expected = [hmac.new(secret, text.encode(), hashlib.sha256).digest() for text in texts]

    assert [index.of(text) for text in texts] == index.of_all(texts) == expected


def test_keys_and_indexes_show_no_secret_when_printed_or_logged(
    caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    secret = make_index_key()
    key = DataKey(5, CipherKind.AES_256_GCM, secret)
    index, file = BlindIndex(IndexPurpose.PHONE, secret), make_key_file(tmp_path, CipherKind.AES_256_GCM)

    logging.getLogger(__name__).warning("%s %r %s %r", key, index, file, [key])

    assert secret.hex() not in caplog.text
    assert path_of(tmp_path, file.fingerprint).read_text().split()[1] not in caplog.text
    assert "<DataKey 5 AES_256_GCM>" in caplog.text


@pytest.mark.parametrize("kind", CipherKind)
def test_a_key_file_is_private_and_opens_what_it_wrapped_and_nothing_else(kind: CipherKind, tmp_path: Path) -> None:
    folder = tmp_path / "protection"
    made, other = make_key_file(folder, kind), make_key_file(folder, kind)
    path = path_of(folder, made.fingerprint)

    wrapped = made.wrap(b"secret", "column 1")

    assert read_key_file(folder, made.fingerprint).unwrap(wrapped, "column 1") == b"secret"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert is_private(path)
    for key, what in ((other, "column 1"), (made, "column 2")):
        with pytest.raises(CannotOpen):
            key.unwrap(wrapped, what)


@pytest.mark.parametrize("text", [None, "", "AES_256_GCM", "AES_256_GCM zz", "ROT13 00", "SM4_GCM " + "00" * 16])
def test_a_key_file_that_is_lost_or_holds_something_else_is_called_missing(text: str | None, tmp_path: Path) -> None:
    made = make_key_file(tmp_path, CipherKind.SM4_GCM)
    path = path_of(tmp_path, made.fingerprint)
    path.unlink() if text is None else path.write_text(text)

    with pytest.raises(KeyFileMissing) as missing:
        read_key_file(tmp_path, made.fingerprint)

    assert missing.value.path == path
