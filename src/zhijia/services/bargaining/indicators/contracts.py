"""Contracts in force, their filing and review, what inspections found, and what workers say (bargaining-congress §A9)."""

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind, publish
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.engines.indicators.years import FIRST_MONTH, publish_flows
from zhijia.lib.sentences import gettext_noop
from zhijia.services.bargaining.indicators.making import COPIES, GOAL, PEOPLE, PROMISE, contracts
from zhijia.services.bargaining.models.bargainings import ContractType

RENEWAL = "contract.renewal"
LEAST_ANSWERS = "statistics.least_answers"

CONTRACT_WORDS = {
    ContractType.GENERAL: gettext_noop("有效综合集体合同数"),
    ContractType.WAGE: gettext_noop("有效工资专项集体合同数"),
    ContractType.WOMEN: gettext_noop("有效女职工权益保护专项集体合同数"),
    ContractType.SAFETY: gettext_noop("有效劳动安全卫生专项集体合同数"),
    ContractType.SKILL_PAY: gettext_noop("有效能级工资专项集体合同数"),
    ContractType.INNOVATION: gettext_noop("有效技术创新专项集体合同数"),
    ContractType.REGIONAL: gettext_noop("有效区域性集体合同数"),
    ContractType.INDUSTRY: gettext_noop("有效行业性集体合同数"),
    ContractType.PLATFORM: gettext_noop("有效新就业形态协商协议数"),
}


publish(
    contracts(
        "contracts",
        gettext_noop("有效集体合同数"),
        gettext_noop("当日已经生效、没有期满、没有终止或者解除的集体合同份数，各类合计。"),
        unit=COPIES,
        kind=Kind.COUNT,
    ),
    *(
        contracts(
            f"contracts.{kind.value}",
            name,
            gettext_noop("当日已经生效、没有期满、没有终止或者解除的该类合同份数。"),
            unit=COPIES,
            kind=Kind.COUNT,
        )
        for kind, name in CONTRACT_WORDS.items()
    ),
    contracts(
        "contracts_own",
        gettext_noop("有效单独签订集体合同数"),
        gettext_noop("当日有效的、由一家用人单位与本单位职工一方签订的集体合同份数。"),
        unit=COPIES,
        kind=Kind.COUNT,
    ),
    contracts(
        "contracts_joint",
        gettext_noop("有效区域性行业性集体合同数"),
        gettext_noop("当日有效的区域性、行业性集体合同份数；覆盖的用人单位另行计算，不能与单独签订的相加。"),
        unit=COPIES,
        kind=Kind.COUNT,
    ),
    contracts(
        "contracts_reviewed",
        gettext_noop("经审查有效集体合同数"),
        gettext_noop("当日有效、在这里报送审查过的集体合同份数，与人社部门按“审查并在有效期内”统计的口径一致。"),
        unit=COPIES,
        kind=Kind.COUNT,
    ),
    contracts(
        "expiring",
        gettext_noop("进入续订期的集体合同数"),
        gettext_noop("当日有效、离期满已在法定续订期以内的集体合同份数；工资专项按工资协议的续订期。"),
        unit=COPIES,
        kind=Kind.COUNT,
        parameter=RENEWAL,
    ),
    contracts(
        "objections",
        gettext_noop("有异议尚未生效的集体合同数"),
        gettext_noop("当日被审查机关提出异议、还没有生效的集体合同份数。"),
        unit=COPIES,
        kind=Kind.COUNT,
        is_less_better=True,
    ),
    contracts(
        "standard_rate",
        gettext_noop("集体合同规范率"),
        gettext_noop("分母：当日有效、在这里办理的集体合同，既有合同不计。分子：其中签约双方没有任何合规提示的。"),
    ),
    contracts(
        "answers",
        gettext_noop("评价合同的职工人数"),
        gettext_noop("本年内在手机上评价合同的职工人数，每份合同每人一次；一份合同的回答人数不足规定的，不计。"),
        unit=PEOPLE,
        kind=Kind.SUM,
        parameter=LEAST_ANSWERS,
    ),
    contracts(
        "aware_rate",
        gettext_noop("集体合同职工知晓率"),
        gettext_noop("分母：本年内在手机上评价合同的职工。分子：其中知晓合同内容的。回答人数不足规定的合同不计。"),
        parameter=LEAST_ANSWERS,
    ),
    contracts(
        "satisfied_rate",
        gettext_noop("集体合同职工满意率"),
        gettext_noop("分母：本年内在手机上评价合同的职工。分子：其中对履行满意的。回答人数不足规定的合同不计。"),
        parameter=LEAST_ANSWERS,
    ),
)
publish_flows(
    (
        contracts(
            "filing_rate",
            gettext_noop("集体合同报送率"),
            gettext_noop("分母：本年内签订的集体合同。分子：其中已经报送审查的。移交在册的不计。"),
        ),
        gettext_noop("集体合同报送率（工会年度）"),
    ),
    (
        contracts(
            "filed_on_time",
            gettext_noop("集体合同按期报送率"),
            gettext_noop("分母：本年内签订的集体合同。分子：其中在法定期限内报送的。移交在册的不计。"),
            parameter="contract.filing",
        ),
        gettext_noop("集体合同按期报送率（工会年度）"),
    ),
    (
        contracts(
            "review_rate",
            gettext_noop("集体合同审查率"),
            gettext_noop("分母：本年内报送的集体合同。分子：其中已经出具意见，或者审查期满依法生效的。"),
        ),
        gettext_noop("集体合同审查率（工会年度）"),
    ),
    (
        contracts(
            "objection_rate",
            gettext_noop("集体合同异议率"),
            gettext_noop("分母：本年内报送的集体合同。分子：其中在期限内被提出异议的。"),
            is_less_better=True,
        ),
        gettext_noop("集体合同异议率（工会年度）"),
    ),
    (
        contracts(
            "review_overdue_rate",
            gettext_noop("集体合同审查逾期率"),
            gettext_noop("分母：本年内报送的集体合同。分子：其中审查意见超过法定期限才出具的。"),
            is_less_better=True,
        ),
        gettext_noop("集体合同审查逾期率（工会年度）"),
    ),
    (
        contracts(
            "renewal_rate",
            gettext_noop("集体合同续签率"),
            gettext_noop("分母：本年内期满终止的集体合同。分子：其中续订的新合同在期满后90日以内起算的。"),
        ),
        gettext_noop("集体合同续签率（工会年度）"),
    ),
    (
        contracts(
            "asked",
            gettext_noop("履约调查人数"),
            gettext_noop("本年内最近一次履行监督检查调查的职工人数合计。"),
            unit=PEOPLE,
            kind=Kind.SUM,
        ),
        gettext_noop("履约调查人数（工会年度）"),
    ),
    (
        contracts(
            "aware",
            gettext_noop("知晓合同的职工人数"),
            gettext_noop("本年内最近一次履行监督检查中知晓合同内容的职工人数合计。"),
            unit=PEOPLE,
            kind=Kind.SUM,
        ),
        gettext_noop("知晓合同的职工人数（工会年度）"),
    ),
    (
        contracts(
            "satisfied",
            gettext_noop("对履约满意的职工人数"),
            gettext_noop("本年内最近一次履行监督检查中表示满意的职工人数合计。"),
            unit=PEOPLE,
            kind=Kind.SUM,
        ),
        gettext_noop("对履约满意的职工人数（工会年度）"),
    ),
    (
        Indicator(
            code="bargaining.fulfilment_rate",
            name=gettext_noop("集体合同履约率"),
            definition=gettext_noop(
                "分母：本年内最近一次履行监督检查中到期的约定。分子：其中兑现的。部分兑现的不计入分子。"
            ),
            unit=PERCENT,
            family="bargaining_promises",
            subject=PROMISE,
            kind=Kind.RATIO,
            goal=GOAL,
        ),
        gettext_noop("集体合同履约率（工会年度）"),
    ),
)
declare_threshold("bargaining.renewal", parameter_key=RENEWAL)
declare_threshold("bargaining.renewal_wage", parameter_key="contract.renewal.wage")
declare_threshold("bargaining.union_year", parameter_key=FIRST_MONTH)
declare_threshold("bargaining.least_answers", parameter_key=LEAST_ANSWERS)
