"""Lines that are no prose of the plan: signature, date, notes in brackets, attachments, distribution."""

import re
from collections.abc import Iterator
from typing import Final

from zhijia.services.plans.parsing.source import Source, Span

_NO_PROSE: Final = re.compile(
    r" *(?:（[^（）]{0,60}）|(?:本期)?(?:印发|主送|抄送|抄报|分送|发送|报送|报|送|发) ?：.*|附件.{0,200}|"
    r"[^，。；]{0,30}(?:19|20|二)[\d〇○零一二三四五六七八九]{2,3} ?年 ?[\d一二三四五六七八九十]{1,3} ?月 ?[\d一二三四五六七八九十]{1,3} ?日 ?(?:印发)?|"
    r"共印.{1,8}份|[-—]+ ?\d+ ?[-—]+)"
)


def tail_lines(source: Source) -> Iterator[Span]:
    """Every such line of the text, wherever it stands."""
    return (line for line in source.lines if _NO_PROSE.fullmatch(source.face, line.start, line.end))
