"""The numbers of bargaining (bargaining-congress §A9). Their facts are in migrations/0010_facts.py.

What the law gives a term to is measured by the clocks of the cases; nothing is typed in.
"""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.indicators.definitions import PERCENT, Indicator, Kind, publish
from zhijia.engines.indicators.subjects import SubjectList, SubjectRow, show_subjects
from zhijia.engines.indicators.thresholds import declare_threshold
from zhijia.lib.sentences import gettext_noop
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Bargaining, Contract, PerformanceItem
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.ui.wording import full_date

GOAL = gettext_noop("建设和谐")
ENTERPRISE, CONTRACT = "organisation.enterprise", "bargaining.contract"
ROUND, PROMISE = "bargaining.bargaining", "bargaining.item"
FIRMS, COPIES, PEOPLE, ROUNDS = gettext_noop("家"), gettext_noop("份"), gettext_noop("人"), gettext_noop("件")
RENEWAL = "contract.renewal"

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


def coverage(code: str, name: str, definition: str, *, unit: str = PERCENT, kind: Kind = Kind.RATIO) -> Indicator:
    """A number of enterprises and their employees."""
    return Indicator(
        code=f"bargaining.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family="bargaining_coverage",
        subject=ENTERPRISE,
        kind=kind,
        goal=GOAL,
    )


def contracts(
    code: str,
    name: str,
    definition: str,
    *,
    unit: str = PERCENT,
    kind: Kind = Kind.RATIO,
    is_less_better: bool = False,
    parameter: str = "",
) -> Indicator:
    """A number of contracts."""
    return Indicator(
        code=f"bargaining.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family="bargaining_contracts",
        subject=CONTRACT,
        kind=kind,
        goal=GOAL,
        is_less_better=is_less_better,
        parameter=parameter,
    )


def rounds(
    code: str,
    name: str,
    definition: str,
    *,
    unit: str = PERCENT,
    kind: Kind = Kind.RATIO,
    is_less_better: bool = False,
    parameter: str = "",
) -> Indicator:
    """A number of rounds of bargaining."""
    return Indicator(
        code=f"bargaining.{code}",
        name=name,
        definition=definition,
        unit=unit,
        family="bargaining_rounds",
        subject=ROUND,
        kind=kind,
        goal=GOAL,
        is_less_better=is_less_better,
        parameter=parameter,
    )


publish(
    coverage(
        "enterprises_covered",
        gettext_noop("集体合同覆盖单位数"),
        gettext_noop(
            "当日至少有一份有效集体合同覆盖的用人单位个数，单独签订、区域性、行业性的合并计算，一家只计一次。"
        ),
        unit=FIRMS,
        kind=Kind.COUNT,
    ),
    coverage(
        "enterprises_own",
        gettext_noop("单独签订集体合同单位数"),
        gettext_noop("当日有本单位签订的有效集体合同的用人单位个数。与区域、行业覆盖数不能相加。"),
        unit=FIRMS,
        kind=Kind.COUNT,
    ),
    coverage(
        "enterprises_joint",
        gettext_noop("区域性行业性集体合同覆盖单位数"),
        gettext_noop("当日被有效的区域性或行业性集体合同覆盖的用人单位个数。与单独签订数不能相加。"),
        unit=FIRMS,
        kind=Kind.COUNT,
    ),
    coverage(
        "workers_covered",
        gettext_noop("集体合同覆盖职工数"),
        gettext_noop(
            "当日被有效集体合同覆盖的用人单位的职工总数，一家只计一次；单位没有填职工总数的，按合同登记的覆盖人数。"
        ),
        unit=PEOPLE,
        kind=Kind.SUM,
    ),
    coverage(
        "workers_rate",
        gettext_noop("集体合同职工覆盖率"),
        gettext_noop("分母：当日已建会单位的职工总数。分子：其中被有效集体合同覆盖的单位的职工总数。"),
    ),
    coverage(
        "contract_rate",
        gettext_noop("建会企业集体合同签订率"),
        gettext_noop("分母：当日已建会的用人单位。分子：其中至少有一份有效集体合同覆盖的，一家只计一次。"),
    ),
    coverage(
        "system_rate",
        gettext_noop("集体协商建制率"),
        gettext_noop("分母：当日已建会的用人单位。分子：其中有有效集体合同的，或者一年内协商形成会议纪要、备忘录的。"),
    ),
    coverage(
        "wage_rate",
        gettext_noop("工资专项集体合同覆盖率"),
        gettext_noop("分母：当日已建会的用人单位。分子：其中有有效工资专项集体合同，或者集体合同含工资专章的。"),
    ),
    coverage(
        "women_rate",
        gettext_noop("女职工专项集体合同覆盖率"),
        gettext_noop("分母：当日已建会的用人单位。分子：其中有有效女职工专项集体合同，或者集体合同含女职工专章的。"),
    ),
    coverage(
        "safety_rate",
        gettext_noop("劳动安全卫生专项集体合同覆盖率"),
        gettext_noop(
            "分母：当日已建会的用人单位。分子：其中有有效安全卫生专项集体合同，或者集体合同含安全卫生专章的。"
        ),
    ),
)
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
        "expiring",
        gettext_noop("进入续订期的集体合同数"),
        gettext_noop("当日有效、离期满已在法定续订期以内的集体合同份数；工资专项按工资协议的续订期。"),
        unit=COPIES,
        kind=Kind.COUNT,
        parameter=RENEWAL,
    ),
    contracts(
        "filing_rate",
        gettext_noop("集体合同报送率"),
        gettext_noop("分母：本年内签订的集体合同。分子：其中已经报送审查的。移交在册的不计。"),
    ),
    contracts(
        "filed_on_time",
        gettext_noop("集体合同按期报送率"),
        gettext_noop("分母：本年内签订的集体合同。分子：其中在法定期限内报送的。移交在册的不计。"),
        parameter="contract.filing",
    ),
    contracts(
        "review_rate",
        gettext_noop("集体合同审查率"),
        gettext_noop("分母：本年内报送的集体合同。分子：其中已经出具意见，或者审查期满依法生效的。"),
    ),
    contracts(
        "objection_rate",
        gettext_noop("集体合同异议率"),
        gettext_noop("分母：本年内报送的集体合同。分子：其中在期限内被提出异议的。"),
        is_less_better=True,
    ),
    contracts(
        "review_overdue_rate",
        gettext_noop("集体合同审查逾期率"),
        gettext_noop("分母：本年内报送的集体合同。分子：其中审查意见超过法定期限才出具的。"),
        is_less_better=True,
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
        "renewal_rate",
        gettext_noop("集体合同续签率"),
        gettext_noop("分母：本年内期满终止的集体合同。分子：其中续订的新合同在期满后90日以内起算的。"),
    ),
    contracts(
        "standard_rate",
        gettext_noop("集体合同规范率"),
        gettext_noop("分母：当日有效的集体合同。分子：其中办理过程没有任何合规提示的。"),
    ),
    contracts(
        "asked",
        gettext_noop("履约调查人数"),
        gettext_noop("本年内最近一次履行监督检查调查的职工人数合计。"),
        unit=PEOPLE,
        kind=Kind.SUM,
    ),
    contracts(
        "aware",
        gettext_noop("知晓合同的职工人数"),
        gettext_noop("本年内最近一次履行监督检查中知晓合同内容的职工人数合计。"),
        unit=PEOPLE,
        kind=Kind.SUM,
    ),
    contracts(
        "satisfied",
        gettext_noop("对履约满意的职工人数"),
        gettext_noop("本年内最近一次履行监督检查中表示满意的职工人数合计。"),
        unit=PEOPLE,
        kind=Kind.SUM,
    ),
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
)
publish(
    rounds(
        "offers",
        gettext_noop("发出要约数"),
        gettext_noop("本年内第一次发出要约的协商件数。"),
        unit=ROUNDS,
        kind=Kind.COUNT,
    ),
    rounds(
        "reply_rate",
        gettext_noop("应约率"),
        gettext_noop("分母：本年内发出的要约。分子：其中对方已经同意协商的。"),
    ),
    rounds(
        "replied_on_time",
        gettext_noop("按期答复率"),
        gettext_noop("分母：本年内发出的要约。分子：其中在法定答复期限内书面答复的，无论同意与否。"),
        parameter="bargaining.reply",
    ),
    rounds(
        "replies_overdue",
        gettext_noop("逾期未答复的要约数"),
        gettext_noop("当日法定答复期限已过、还没有书面答复的要约件数。"),
        unit=ROUNDS,
        kind=Kind.COUNT,
        is_less_better=True,
        parameter="bargaining.reply",
    ),
    rounds(
        "refusals",
        gettext_noop("拒绝协商数"),
        gettext_noop("本年内被书面拒绝的协商件数。"),
        unit=ROUNDS,
        kind=Kind.COUNT,
        is_less_better=True,
    ),
    rounds(
        "signing_rate",
        gettext_noop("应约后签约率"),
        gettext_noop("分母：本年内同意协商的件数。分子：其中已经签订集体合同的。"),
    ),
    rounds(
        "first_pass_rate",
        gettext_noop("草案一次表决通过率"),
        gettext_noop("分母：本年内第一次提交表决的草案。分子：其中第一次表决就通过的。"),
    ),
    rounds(
        "votes_entered",
        gettext_noop("人工录入表决结果的比率"),
        gettext_noop("分母：本年内有表决结果的协商。分子：其中最近一次结果由工会录入、不是本系统职代会产生的。"),
        is_less_better=True,
    ),
)
declare_threshold("bargaining.renewal", parameter_key=RENEWAL)
declare_threshold("bargaining.renewal_wage", parameter_key="contract.renewal.wage")


def describe_contracts(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    language = get_language() or "zh-hans"
    return {
        contract.pk: SubjectRow(
            label=contract.number,
            url=reverse("bargaining:contract", args=[contract.pk]),
            cells=(
                contract.employer_side,
                contract.get_contract_type_display(),
                full_date(contract.term_to, language=language),
            ),
        )
        for contract in Contract.objects.filter(pk__in=ids).order_by("pk")
    }


def describe_rounds(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    return {
        row.pk: SubjectRow(
            label=row.case.title,
            url=reverse("cases:case", args=[row.case_id]),
            cells=(row.case.number, row.case.union.name, _(BARGAINING_FLOW.state(row.case.state).label)),
        )
        for row in Bargaining.objects.filter(pk__in=ids).select_related("case__union").order_by("pk")
    }


def describe_promises(ids: Sequence[int], **_list: object) -> Mapping[int, SubjectRow]:
    rows = PerformanceItem.objects.filter(pk__in=ids).select_related("inspection__contract")
    return {
        item.pk: SubjectRow(
            label=item.promise,
            url=reverse("bargaining:contract", args=[item.inspection.contract_id]),
            cells=(item.inspection.contract.number, item.get_status_display(), item.actual),
        )
        for item in rows.order_by("pk")
    }


show_subjects(
    SubjectList(
        CONTRACT,
        gettext_noop("集体合同"),
        (gettext_noop("用人单位方"), gettext_noop("合同类型"), gettext_noop("期限止")),
        describe_contracts,
    )
)
show_subjects(
    SubjectList(
        ROUND,
        gettext_noop("集体协商"),
        (gettext_noop("编号"), gettext_noop("承办工会"), gettext_noop("状态")),
        describe_rounds,
    )
)
show_subjects(
    SubjectList(
        PROMISE,
        gettext_noop("合同约定"),
        (gettext_noop("集体合同"), gettext_noop("履行情况"), gettext_noop("实际")),
        describe_promises,
    )
)
