"""Lines that are no prose of the plan: signature, date, notes in brackets, attachments, distribution."""

import re
from collections.abc import Iterator
from typing import Final

from zhijia.services.plans.parsing.source import Source, Span
from zhijia.services.plans.parsing.wording import DAY

_NO_PROSE: Final = re.compile(
    " *(?:（[^（）]{0,60}）|(?:本期)?(?:印发|主送|抄送|抄报|分送|发送|报送|报|送|发) ?：.*|附件.{0,200}|"
    rf"[^，。；]{{0,30}}{DAY} ?(?:印发)?|共印.{{1,8}}份|[-—]+ ?\d+ ?[-—]+)"
)


def tail_lines(source: Source) -> Iterator[Span]:
    """Every such line of the text, wherever it stands."""
    return (line for line in source.lines if _NO_PROSE.fullmatch(source.face, line.start, line.end))
