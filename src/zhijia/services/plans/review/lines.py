"""Which function line (条线) the words of a task point to: a suggestion for its assignment."""

from typing import Final

from zhijia.organisation.models.posts import FunctionLine

_WORDS: Final = (
    (FunctionLine.WOMEN, ("女职工", "女工", "大家带小家")),
    (
        FunctionLine.WELFARE,
        ("帮扶", "困难", "送温暖", "送清凉", "助学", "救助", "扶贫", "结对帮困", "再就业", "疗休养"),
    ),
    (
        FunctionLine.RIGHTS,
        (
            "集体协商",
            "集体合同",
            "工资协商",
            "法律",
            "维权",
            "权益",
            "争议",
            "调解",
            "仲裁",
            "职代会",
            "厂务公开",
            "民主管理",
            "劳动关系",
            "预警",
            "劳动保护",
            "安全生产",
        ),
    ),
    (
        FunctionLine.ECONOMIC,
        ("竞赛", "练兵", "技能", "技术", "创新", "劳模", "工匠", "节能", "立功", "金点子", "六小", "先进操作法"),
    ),
    (
        FunctionLine.ORGANISING,
        ("建会", "组建", "工会组织", "行业工会", "连锁", "入会", "会员", "基层", "职工之家", "挂钩"),
    ),
    (FunctionLine.PUBLICITY, ("宣传", "文化", "文体", "教育", "荣辱观", "素质", "阅读", "弘扬")),
    (FunctionLine.CONDUCT, ("机关作风", "效能", "作风", "自查", "考评", "纪律")),
    (FunctionLine.FINANCE, ("经费", "财务", "预算", "资产")),
    (FunctionLine.AUDIT, ("经审", "审计")),
    (FunctionLine.RESEARCH, ("调研", "研究", "课题")),
    (FunctionLine.OFFICE, ("督查", "会议", "信息化", "保密", "值班")),
)


def line_of(words: str) -> str:
    """The line most of whose words occur, the first in order among equals; empty when none does."""
    counts = [(sum(word in words for word in named), line) for line, named in _WORDS]
    best = max(count for count, _line in counts)
    return next(line.value for count, line in counts if count == best) if best else ""
