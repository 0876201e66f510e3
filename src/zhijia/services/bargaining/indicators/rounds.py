"""Rounds of bargaining from the offer to the vote, and whom campaigns of offers reached (bargaining-congress §A9)."""

from zhijia.engines.indicators.definitions import Kind, publish
from zhijia.engines.indicators.years import publish_flows
from zhijia.lib.sentences import gettext_noop
from zhijia.services.bargaining.indicators.making import COPIES, ROUNDS, rounds, targets
from zhijia.services.bargaining.models.bargainings import ContractType

OFFER_WORDS = {
    ContractType.GENERAL: (gettext_noop("发出综合集体合同要约数"), gettext_noop("发出综合集体合同要约数（工会年度）")),
    ContractType.WAGE: (
        gettext_noop("发出工资专项集体合同要约数"),
        gettext_noop("发出工资专项集体合同要约数（工会年度）"),
    ),
    ContractType.WOMEN: (
        gettext_noop("发出女职工权益保护专项集体合同要约数"),
        gettext_noop("发出女职工权益保护专项集体合同要约数（工会年度）"),
    ),
    ContractType.SAFETY: (
        gettext_noop("发出劳动安全卫生专项集体合同要约数"),
        gettext_noop("发出劳动安全卫生专项集体合同要约数（工会年度）"),
    ),
    ContractType.SKILL_PAY: (
        gettext_noop("发出能级工资专项集体合同要约数"),
        gettext_noop("发出能级工资专项集体合同要约数（工会年度）"),
    ),
    ContractType.INNOVATION: (
        gettext_noop("发出技术创新专项集体合同要约数"),
        gettext_noop("发出技术创新专项集体合同要约数（工会年度）"),
    ),
    ContractType.REGIONAL: (
        gettext_noop("发出区域性集体合同要约数"),
        gettext_noop("发出区域性集体合同要约数（工会年度）"),
    ),
    ContractType.INDUSTRY: (
        gettext_noop("发出行业性集体合同要约数"),
        gettext_noop("发出行业性集体合同要约数（工会年度）"),
    ),
    ContractType.PLATFORM: (
        gettext_noop("发出新就业形态协商协议要约数"),
        gettext_noop("发出新就业形态协商协议要约数（工会年度）"),
    ),
}

publish(
    rounds(
        "replies_overdue",
        gettext_noop("逾期未答复的要约数"),
        gettext_noop("当日法定答复期限已过、还没有书面答复的要约件数。"),
        unit=ROUNDS,
        kind=Kind.COUNT,
        is_less_better=True,
        parameter="bargaining.reply",
    ),
)
publish_flows(
    (
        rounds(
            "offers",
            gettext_noop("发出要约数"),
            gettext_noop("本年内第一次发出要约的协商件数。"),
            unit=ROUNDS,
            kind=Kind.COUNT,
        ),
        gettext_noop("发出要约数（工会年度）"),
    ),
    *(
        (
            rounds(
                f"offers.{kind.value}",
                name,
                gettext_noop("本年内第一次发出的该类集体协商要约书份数，一件协商只计一份。"),
                unit=COPIES,
                kind=Kind.COUNT,
            ),
            of_union_year,
        )
        for kind, (name, of_union_year) in OFFER_WORDS.items()
    ),
    (
        targets(
            "offer_rate",
            gettext_noop("要约率"),
            gettext_noop(
                "分母：本年内开始的集中要约的对象单位，一家参加几次集中要约的按次计。"
                "分子：其中已经收到或者正在办理要约的，含开始以前已经发出的。"
            ),
        ),
        gettext_noop("要约率（工会年度）"),
    ),
    (
        rounds(
            "reply_rate",
            gettext_noop("应约率"),
            gettext_noop("分母：本年内发出的要约。分子：其中对方已经同意协商的。"),
        ),
        gettext_noop("应约率（工会年度）"),
    ),
    (
        rounds(
            "replied_on_time",
            gettext_noop("按期答复率"),
            gettext_noop("分母：本年内发出的要约。分子：其中在法定答复期限内书面答复的，无论同意与否。"),
            parameter="bargaining.reply",
        ),
        gettext_noop("按期答复率（工会年度）"),
    ),
    (
        rounds(
            "refusals",
            gettext_noop("拒绝协商数"),
            gettext_noop("本年内被书面拒绝的协商件数。"),
            unit=ROUNDS,
            kind=Kind.COUNT,
            is_less_better=True,
        ),
        gettext_noop("拒绝协商数（工会年度）"),
    ),
    (
        rounds(
            "signing_rate",
            gettext_noop("应约后签约率"),
            gettext_noop("分母：本年内同意协商的件数。分子：其中已经签订集体合同的。"),
        ),
        gettext_noop("应约后签约率（工会年度）"),
    ),
    (
        rounds(
            "first_pass_rate",
            gettext_noop("草案一次表决通过率"),
            gettext_noop("分母：本年内第一次提交表决的草案。分子：其中第一次表决就通过的。"),
        ),
        gettext_noop("草案一次表决通过率（工会年度）"),
    ),
    (
        rounds(
            "votes_entered",
            gettext_noop("人工录入表决结果的比率"),
            gettext_noop("分母：本年内有表决结果的协商。分子：其中最近一次结果由工会录入、不是本系统职代会产生的。"),
            is_less_better=True,
        ),
        gettext_noop("人工录入表决结果的比率（工会年度）"),
    ),
)
