"""What a phone writes into a photo does not stay in it; the picture does, the right way up."""

from io import BytesIO

import pytest

from zhijia.engines.documents.inspection import Damaged, inspect
from zhijia.engines.documents.photos import bare
from zhijia.engines.documents.tests import samples

PLACE = b"N31.2989 E120.5853"


def segment(marker: int, body: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + (len(body) + 2).to_bytes(2, "big") + body


def notes(orientation: int, order: str = "big") -> bytes:
    """Notes of a camera with which way up it was held and where."""

    def number(value: int, size: int) -> bytes:
        return value.to_bytes(size, order)  # type: ignore[arg-type]

    made = number(0x0110, 2) + number(2, 2) + number(4, 4) + b"abc\x00"
    held = number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + b"\x00\x00"
    head = (b"MM" if order == "big" else b"II") + number(42, 2) + number(8, 4)
    return segment(0xE1, b"Exif\x00\x00" + head + number(2, 2) + made + held + bytes(4) + PLACE)


def photo(*extra: bytes, trailer: bytes = b"") -> bytes:
    plain = samples.jpeg(trailer=trailer)
    return plain[:2] + b"".join(extra) + plain[2:]


@pytest.mark.parametrize("order", ["big", "little"])
def test_place_device_comments_and_previews_go_and_the_way_up_stays(order: str) -> None:
    given = photo(
        notes(6, order),
        segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + PLACE),
        segment(0xED, b"Photoshop 3.0\x00" + PLACE),
        segment(0xFE, PLACE),
        segment(0xE2, b"ICC_PROFILE\x00\x01\x01colours"),
        segment(0xE2, b"MPF\x00" + PLACE),
        trailer=samples.jpeg() + PLACE,
    )

    left = bare(given)

    assert PLACE not in left
    assert b"abc" not in left
    assert b"colours" in left
    assert left.count(b"\xff\xd9") == 1
    assert left[2:].startswith(
        b"\xff\xe1\x00\x22Exif\x00\x00MM\x00\x2a\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00\x06"
    )
    assert inspect(BytesIO(left), name="一.jpg", size=len(left)).content_type == "image/jpeg"
    assert bare(left) == left


def test_a_photo_held_upright_and_one_of_several_scans_keep_every_byte_of_the_picture() -> None:
    assert bare(photo(notes(1))) == samples.jpeg()
    scan = b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00\x12\xff\x00\x34\xff\xd0\x56"
    several = samples.jpeg()[:-2] + segment(0xC4, b"table") + scan + b"\xff\xd9"

    assert bare(several + PLACE) == several


def test_a_png_keeps_its_picture_only() -> None:
    plain = samples.png()
    text = len(PLACE).to_bytes(4, "big") + b"tEXt" + PLACE + bytes(4)

    assert bare(plain[:33] + text + plain[33:]) == plain


@pytest.mark.parametrize(
    "broken", [photo(notes(6))[:40], samples.jpeg()[:-2], samples.png()[:-6], b"\xff\xd8\xff\xe1\x00\x01"]
)
def test_what_cannot_be_read_is_not_passed_on(broken: bytes) -> None:
    with pytest.raises(Damaged):
        bare(broken)


def test_other_files_are_left_alone() -> None:
    assert bare(samples.PDF) == samples.PDF
