"""What was found irregular, all together and by the rule that was broken; a rule that a case broke counts once."""

from zhijia.engines.indicators.definitions import publish
from zhijia.engines.indicators.years import publish_flows
from zhijia.lib.sentences import gettext_noop
from zhijia.services.congress.indicators.making import FINDING, POINTS, count

TOTAL = "congress.findings"
BROKEN = {
    "WC-001": gettext_noop("提示：应当召开职工代表大会而召开职工大会"),
    "WC-002": gettext_noop("提示：职工代表人数不足"),
    "WC-003": gettext_noop("提示：代表中管理人员或者一线职工的比例不符"),
    "WC-004": gettext_noop("提示：女职工代表比例偏低"),
    "WC-005": gettext_noop("提示：没有劳务派遣职工代表"),
    "WC-006": gettext_noop("提示：选区参加选举的人数不足"),
    "WC-007": gettext_noop("提示：当选票数不足选区半数"),
    "WC-008": gettext_noop("提示：罢免代表的程序不符"),
    "WC-011": gettext_noop("提示：职代会任期不符"),
    "WC-012": gettext_noop("提示：延期换届不符"),
    "WC-013": gettext_noop("提示：两次会议间隔过长"),
    "WC-014": gettext_noop("提示：全民所有制工业企业两次会议间隔过长"),
    "WC-016": gettext_noop("提示：会议材料送达过晚"),
    "WC-017": gettext_noop("提示：议题没有共同商定"),
    "WC-021": gettext_noop("提示：主席团组成不符"),
    "WC-022": gettext_noop("提示：主席团没有经预备会议通过"),
    "WC-028": gettext_noop("提示：单位讨论切身利益事项没有工会代表参加"),
    "WC-029": gettext_noop("提示：会议结果公布过晚"),
    "WC-030": gettext_noop("提示：会议向上级工会报告过晚"),
    "WC-031": gettext_noop("提示：联席会议的决定没有提请确认"),
    "WC-032": gettext_noop("提示：以联席会议代替职代会"),
    "WC-033": gettext_noop("提示：没有配备职工董事"),
    "WC-034": gettext_noop("提示：职工监事比例不足"),
    "WC-035": gettext_noop("提示：职工董事监事的选举不符"),
    "WC-036": gettext_noop("提示：职工董事监事不是工会提名"),
    "WC-037": gettext_noop("提示：职工董事监事没有按期报告"),
    "WC-038": gettext_noop("提示：职工董事监事空缺过久"),
    "WC-039": gettext_noop("提示：区域性行业性职代会的代表不符"),
    "WC-040": gettext_noop("提示：没有报告安全生产和职业卫生"),
    "WC-041": gettext_noop("提示：提案答复期限过长"),
    "WC-043": gettext_noop("提示：提案办理没有向职代会报告"),
    "WC-045": gettext_noop("提示：没有民主评议领导人员"),
}
"""Rules that warn, in the words of what was found. What blocks is refused and never found."""
ONE_RULE = gettext_noop("本年内职代会各事项被指出不符合这条规则的处数，同一事项只计一次，按第一次指出的日期计。")


def code_of(rule: str) -> str:
    """The number that counts where a rule was broken."""
    return f"{TOTAL}.{rule.lower()}"


publish_flows(
    (
        count(
            "findings",
            gettext_noop("职代会合规提示数"),
            gettext_noop("本年内职代会各事项被指出的不规范之处，同一事项同一规则只计一次，按第一次指出的日期计。"),
            of=FINDING,
            unit=POINTS,
            is_less_better=True,
        ),
        gettext_noop("职代会合规提示数（工会年度）"),
    ),
)
publish(
    *(
        count(f"findings.{rule.lower()}", name, ONE_RULE, of=FINDING, unit=POINTS, is_less_better=True)
        for rule, name in BROKEN.items()
    )
)
