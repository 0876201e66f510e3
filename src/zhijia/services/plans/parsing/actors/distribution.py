"""Whom the document goes to: 本期印发：, 抄送：, 报：送：发：, else the addressees above the text (各…总工会：)."""

import re
from typing import Final

from zhijia.services.plans.parsing.actors.unit_names import split_units
from zhijia.services.plans.parsing.source import Source, Span

_LABEL: Final = re.compile(" *(?:本期)?(?:印发|主送|抄送|抄报|分送|发送|报送|报|送|发) ?： ?")
_NEXT: Final = re.compile("(?:抄送|抄报|分送|报|送|发) ?： ?")
_ADDRESSEES: Final = re.compile(
    "(?:各|市|省|区|县|本|全|国务院)[^。；：]{2,200}(?:政府|工会|机构|部门|单位|委员会|局|委|办|公司|中心|处|室|会|机关|街道|企业|院|校)：$"
)


def read_distribution(source: Source, *, head_end: int) -> tuple[str, ...]:
    """Recipient groups in order; 各市（县）、区、局（公司）工会 stays one. The head of the document ends at `head_end`."""
    groups: list[str] = []
    for line in source.lines:
        label = _LABEL.match(source.face, line.start, line.end)
        if label and label.end() < line.end:
            groups += _groups(source, Span(label.end(), line.end))
    return tuple(groups or _addressees(source, head_end))


def _addressees(source: Source, head_end: int) -> list[str]:
    for line in source.lines:
        if line.start >= head_end:
            break
        if _ADDRESSEES.fullmatch(source.face[line.start : line.end]):
            return _groups(source, Span(line.start, line.end - 1))
    return []


def _groups(source: Source, span: Span) -> list[str]:
    pieces = _NEXT.split(source.face[span.start : span.end])
    return [
        piece[unit.start : unit.end] for piece in pieces for unit in split_units(piece.rstrip("。 "), keeps_all=True)
    ]
