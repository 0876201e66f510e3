"""Which of the three goals of a federation the words of a heading name."""

import re
from typing import Final

from zhijia.services.plans.parsing.model import Goal

_NAMED: Final = (
    (
        Goal.DEVELOPMENT,
        re.compile("服务(?:科学|高质量|经济社会|经济)?发展|助推(?:高质量)?发展|建功立业|促进(?:经济|转型)"),
    ),
    (Goal.HARMONY, re.compile("(?:建设|促进|构建|共建)(?:和谐|社会和谐|和谐社会|社会稳定)|和谐(?:劳动关系|企业|发展)")),
    (Goal.PROTECTION, re.compile("(?:维护|服务|保障)(?:好)?(?:全体)?(?:职工|劳动者)|职工(?:合法)?权益|维权")),
)
_HINTED: Final = (
    (Goal.DEVELOPMENT, re.compile("竞赛|练兵|技能|技术|创新|工匠|劳模|素质|产业工人|经济|就业|创业|生产")),
    (Goal.HARMONY, re.compile("和谐|劳动关系|预警|调解|职工之家|稳定|文化|文体|女职工之家")),
    (
        Goal.PROTECTION,
        re.compile(
            "权益|集体协商|集体合同|工资|职代会|职工代表大会|厂务公开|民主管理|帮扶|困难|解困|送温暖|法律援助|劳动保护|安全"
        ),
    ),
)


def goal_named_in(title: str) -> Goal | None:
    """The one goal that the title names; None when it names none or several."""
    for table in (_NAMED, _HINTED):
        named = [goal for goal, words in table if words.search(title)]
        if named:
            return named[0] if len(named) == 1 else None
    return None
