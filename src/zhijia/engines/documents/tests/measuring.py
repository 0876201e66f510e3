"""Where the characters of a PDF really stand, in millimetres from the upper left corner of the page."""

from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4


@dataclass(frozen=True)
class Sign:
    """One character: its ink, its origin on the baseline, its size in points, its font."""

    text: str
    page: int
    left: float
    right: float
    top: float
    bottom: float
    baseline: float
    size: float


def signs_of(pdf: bytes) -> list[Sign]:
    """Every visible character of every page, in reading order as the file has it."""
    document = pypdfium2.PdfDocument(pdf)
    found = [sign for number in range(len(document)) for sign in _signs(document[number], number + 1)]
    document.close()
    return found


def page_sizes(pdf: bytes) -> list[tuple[float, float]]:
    document = pypdfium2.PdfDocument(pdf)
    sides = [document[number].get_size() for number in range(len(document))]
    document.close()
    return [(round(width / MM, 1), round(height / MM, 1)) for width, height in sides]


def text_of(pdf: bytes) -> str:
    """All words, line ends left out."""
    return "".join(sign.text for sign in signs_of(pdf))


def lines_of(signs: list[Sign], page: int, size: float) -> list[list[Sign]]:
    """The lines of a page's characters of one size, from top to bottom, each from left to right."""
    rows: dict[float, list[Sign]] = {}
    for sign in signs:
        if sign.page == page and abs(sign.size - size) < 0.1:
            rows.setdefault(round(sign.baseline, 1), []).append(sign)
    return [sorted(rows[key], key=lambda sign: sign.left) for key in sorted(rows)]


def _signs(page: pypdfium2.PdfPage, number: int) -> list[Sign]:
    height, text = page.get_height(), page.get_textpage()
    signs = []
    for index in range(text.count_chars()):
        word = text.get_text_range(index, 1)
        if not word.strip():
            continue
        left, bottom, right, top = text.get_charbox(index)
        x, y = raw.c_double(), raw.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, index, x, y)
        signs.append(
            Sign(
                text=word,
                page=number,
                left=left / MM,
                right=right / MM,
                top=(height - top) / MM,
                bottom=(height - bottom) / MM,
                baseline=(height - y.value) / MM,
                size=raw.FPDFText_GetFontSize(text.raw, index),
            )
        )
    return signs
