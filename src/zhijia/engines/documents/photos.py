"""Photos without what the phone wrote into them: place, time, device, names, previews. Pure: bytes in, bytes out.

The picture itself is not touched. Which way up it is stays, and its colours.
"""

from collections.abc import Iterator

from zhijia.engines.documents.inspection import (
    JPEG_END,
    JPEG_START,
    PNG_SIGNATURE,
    SCAN_MARKER,
    STANDALONE_MARKERS,
    Damaged,
)

END_MARKER, COMMENT, EXIF = 0xD9, 0xFE, b"Exif\x00\x00"
FIRST_APP, LAST_APP = 0xE0, 0xEF
KEPT_APPS = {0xE0: b"JFIF\x00", 0xE2: b"ICC_PROFILE\x00", 0xEE: b"Adobe"}
KEPT_CHUNKS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"gAMA",
    b"cHRM",
    b"sRGB",
    b"iCCP",
    b"pHYs",
    b"sBIT",
    b"bKGD",
}
ORIENTATION, UPRIGHT, MOST_ORIENTATION = 0x0112, 1, 8
SHORT = 3
IFD_ENTRY = 12


def bare(content: bytes) -> bytes:
    """A JPEG or PNG without its notes; bytes of another kind as they are. Raises `Damaged` where it cannot be read."""
    if content.startswith(JPEG_START):
        return _bare_jpeg(content)
    if content.startswith(PNG_SIGNATURE):
        return _bare_png(content)
    return content


def _bare_png(content: bytes) -> bytes:
    kept, at = [PNG_SIGNATURE], len(PNG_SIGNATURE)
    while True:
        kind, end = content[at + 4 : at + 8], at + 12 + int.from_bytes(content[at : at + 4], "big")
        if len(kind) < 4 or end > len(content):
            raise Damaged
        if kind in KEPT_CHUNKS:
            kept.append(content[at:end])
        if kind == b"IEND":
            return b"".join(kept)
        at = end


def _bare_jpeg(content: bytes) -> bytes:
    """Segment by segment to the first end mark; what a phone appends after it (previews, films) is not taken over."""
    kept, orientation = [content[:2]], UPRIGHT
    for marker, part in _parts(content):
        if marker == 0xE1 and part[4:].startswith(EXIF):
            orientation = _orientation(part[4 + len(EXIF) :])
        elif FIRST_APP <= marker <= LAST_APP and not part[4:].startswith(KEPT_APPS.get(marker, b"\xff\xff")):
            continue
        elif marker != COMMENT:
            kept.append(part)
    if orientation != UPRIGHT:
        kept.insert(1, _exif_of(orientation))
    return b"".join(kept)


def _parts(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Every segment with its marker, a scan with its picture data; ends with the end mark."""
    at = 2
    while True:
        if at + 2 > len(content) or content[at] != 0xFF:
            raise Damaged
        marker = content[at + 1]
        if marker == 0xFF:
            at += 1
            continue
        if marker == END_MARKER:
            yield marker, JPEG_END
            return
        if marker in STANDALONE_MARKERS:
            end = at + 2
        else:
            length = int.from_bytes(content[at + 2 : at + 4], "big")
            end = at + 2 + length
            if length < 2 or end > len(content):
                raise Damaged
            if marker == SCAN_MARKER:
                end = _end_of_scan(content, end)
        yield marker, content[at:end]
        at = end


def _end_of_scan(content: bytes, at: int) -> int:
    """Where picture data stop: at a mark that is neither a stuffed byte nor a restart."""
    while (at := content.find(b"\xff", at)) >= 0:
        following = content[at + 1 : at + 2]
        if not following:
            break
        if following[0] == 0 or 0xD0 <= following[0] <= 0xD7:
            at += 2
        elif following[0] == 0xFF:
            at += 1
        else:
            return at
    raise Damaged


def _orientation(tiff: bytes) -> int:
    """Which way up the picture is, out of its notes; upright where they do not say or cannot be read."""
    order = "little" if tiff.startswith(b"II") else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(tiff[at : at + size], order)  # type: ignore[arg-type]

    first = number(4, 4)
    for nth in range(number(first, 2)):
        entry = first + 2 + nth * IFD_ENTRY
        if entry + IFD_ENTRY > len(tiff):
            break
        if number(entry, 2) == ORIENTATION and number(entry + 2, 2) == SHORT:
            value = number(entry + 8, 2)
            return value if UPRIGHT <= value <= MOST_ORIENTATION else UPRIGHT
    return UPRIGHT


def _exif_of(orientation: int) -> bytes:
    """Notes that say which way up it is, and nothing else."""
    entry = b"".join(n.to_bytes(size, "big") for n, size in ((ORIENTATION, 2), (SHORT, 2), (1, 4), (orientation, 2)))
    tiff = b"MM\x00\x2a" + (8).to_bytes(4, "big") + (1).to_bytes(2, "big") + entry + b"\x00\x00" + bytes(4)
    body = EXIF + tiff
    return b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
