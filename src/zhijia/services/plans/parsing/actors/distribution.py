"""本期印发：, 主送：, 抄送：, 报：送：发：… as recipient groups."""

import re
from typing import Final

from zhijia.services.plans.parsing.actors.unit_names import split_units
from zhijia.services.plans.parsing.source import Source

_LABEL: Final = re.compile(r" *(?:本期)?(?:印发|主送|抄送|抄报|分送|发送|报送|报|送|发|主题送) ?： ?")
_NEXT: Final = re.compile(r"(?:抄送|抄报|分送|报|送|发) ?： ?")


def read_distribution(source: Source) -> tuple[str, ...]:
    """Recipient groups in order; 各市（县）、区、局（公司）工会 stays one."""
    groups: list[str] = []
    for line in source.lines:
        match = _LABEL.match(source.face, line.start, line.end)
        if match and match.end() < line.end:
            groups += _groups(source, match.end(), line.end)
    return tuple(groups)


def _groups(source: Source, start: int, end: int) -> list[str]:
    words = source.face[start:end]
    pieces = _NEXT.split(words)
    return [
        piece[unit.start : unit.end] for piece in pieces for unit in split_units(piece.rstrip("。 "), keeps_all=True)
    ]
