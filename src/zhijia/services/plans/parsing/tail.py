"""Lines that are no prose of the plan: signature, date, contact, notes in brackets, attachments, distribution."""

import re
from collections.abc import Iterator
from typing import Final

from zhijia.services.plans.parsing.source import Source, Span
from zhijia.services.plans.parsing.wording import DAY, any_of

_LABELS: Final = any_of("联系人 联系方式 联系电话 电话 传真 邮箱")
_SENT_TO: Final = any_of("印发 主送 抄送 抄报 分送 发送 报送 报 送 发")
_NO_PROSE: Final = re.compile(
    f" *(?:（[^（）]{{0,60}}）|(?:本期)?{_SENT_TO} ?：.*|附件.{{0,200}}|{_LABELS}[^，。；]{{0,60}}|"
    f"(?:完成|办结|起止|活动)?(?:时限|时间|期限) ?：.{{0,60}}|[^，。；：]{{0,30}}{DAY} ?(?:印发)?|"
    r"共印.{1,8}份|[-—]+ ?\d+ ?[-—]+)"
)


def tail_lines(source: Source) -> Iterator[Span]:
    """Every such line of the text, wherever it stands."""
    return (line for line in source.lines if _NO_PROSE.fullmatch(source.face, line.start, line.end))
