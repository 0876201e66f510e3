"""What is printed below a document so that a reader can tell that it is genuine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import segno

MASK = 3
"""Any of the eight masks can be read; looking for the handsomest costs four times the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """Where the document is verified, its hash, and the sealed root of the log at its issue (empty when there was none)."""

    address: str
    sha256: str
    anchor: str = ""

    @property
    def lines(self) -> Sequence[str]:
        """The lines beside the code, always Chinese: they belong to the paper."""
        lines = [f"扫码核验真伪：{self.address}", f"内容摘要（SHA-256）：{self.sha256}"]
        if self.anchor:
            lines.append(f"留痕封存根：{self.anchor}")
        return lines

    def for_print(self) -> Mapping[str, Any]:
        return {"qr": self.svg(), "lines": self.lines}

    def svg(self) -> str:
        """The code as an SVG document."""
        out = BytesIO()
        self._code().save(out, kind="svg", border=1, dark="#1f2328")
        return out.getvalue().decode()

    def svg_uri(self) -> str:
        """The code as a picture's address that needs no request."""
        return str(self._code().svg_data_uri(border=1, dark="#1f2328", light="#ffffff"))

    def png(self) -> bytes:
        """The code as a picture, for office files."""
        out = BytesIO()
        self._code().save(out, kind="png", border=1, scale=6)
        return out.getvalue()

    def _code(self) -> segno.QRCode:
        return segno.make_qr(self.address, error="m", mask=MASK)
