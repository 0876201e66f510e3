"""What the clauses of a contract promise in numbers: how each is held, said in the contract, and which floor it has. Pure.

A value is an integer: a wage in fen, a rate in basis points (15000 is 150%), hours in minutes, days, months, or the code
of a choice. Its measure is the number in the unit of the parameter that is its floor (bargaining-congress §A7).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from zhijia.lib.sentences import gettext_noop as _


class Kind(StrEnum):
    """How a value is typed, held and said."""

    MONEY = "money"
    RATE = "rate"
    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"
    MONTH_OF_YEAR = "month_of_year"
    DAY_OF_MONTH = "day_of_month"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the answers that a term offers: the value that is held, its words in the contract, and its measure."""

    value: int
    words: str
    measure: int | Fraction


@dataclass(frozen=True)
class Term:
    """要素. `floor` is the key of the parameter that it is measured by; empty where no floor is known."""

    field: str
    label: str
    kind: Kind
    floor: str = ""
    choices: tuple[Choice, ...] = ()

    def choice(self, value: int) -> Choice:
        return next(choice for choice in self.choices if choice.value == value)

    def measure(self, value: int) -> int | Fraction:
        """The number in the unit of the parameter."""
        if self.kind is Kind.CHOICE:
            return self.choice(value).measure
        scale = {Kind.RATE: 10_000, Kind.HOURS: 60}.get(self.kind, 1)
        exact = Fraction(value, scale)
        return exact.numerator if exact.denominator == 1 else exact

    def said(self, value: int) -> str:
        """The words that stand in the contract, which is Chinese whoever reads it: 2490元, 150%, 7.5小时, 98天."""
        if self.kind is Kind.CHOICE:
            return self.choice(value).words
        shown = value / SCALES.get(self.kind, 1)
        return f"{shown:.10g}{SUFFIXES[self.kind]}"


SCALES = {Kind.MONEY: 100, Kind.RATE: 100, Kind.HOURS: 60}
"""Held units in one typed unit: yuan, per cent, hours."""
SUFFIXES = {
    Kind.MONEY: "元",
    Kind.RATE: "%",
    Kind.HOURS: "小时",
    Kind.DAYS: "天",
    Kind.MONTHS: "个月",
    Kind.MONTH_OF_YEAR: "",
    Kind.DAY_OF_MONTH: "",
}
CYCLES = (
    Choice(1, _("日"), Fraction(1, 30)),
    Choice(7, _("周"), Fraction(1, 4)),
    Choice(15, _("半月"), Fraction(1, 2)),
    Choice(30, _("月"), 1),
    Choice(90, _("季度"), 3),
    Choice(365, _("年"), 12),
)
CONSENTS = (
    Choice(1, _("征得工会同意"), 1),
    Choice(2, _("征得职工代表大会同意"), 1),
    Choice(3, _("书面告知职工"), 0),
)
DECLARED = (
    Term("average_wage", _("年度平均工资（每月）"), Kind.MONEY),
    Term("minimum_wage", _("本单位最低工资（每月）"), Kind.MONEY, "wage.minimum"),
    Term("wage_rise", _("工资增长"), Kind.RATE),
    Term("wage_rise_month", _("增长执行月份"), Kind.MONTH_OF_YEAR),
    Term("pay_cycle", _("工资支付周期"), Kind.CHOICE, "wage.cycle", CYCLES),
    Term("pay_day", _("每月支付日"), Kind.DAY_OF_MONTH),
    Term("overtime_weekday", _("延长工作时间的工资"), Kind.RATE, "wage.overtime.workday"),
    Term("overtime_restday", _("休息日工作的工资"), Kind.RATE, "wage.overtime.rest_day"),
    Term("overtime_holiday", _("法定休假日工作的工资"), Kind.RATE, "wage.overtime.holiday"),
    Term("sick_pay", _("病假工资占最低工资标准"), Kind.RATE, "wage.sick"),
    Term("idle_pay", _("停工生活费占最低工资标准"), Kind.RATE, "wage.idle"),
    Term("deferral_consent", _("延期支付的条件"), Kind.CHOICE, "wage.deferral.consent", CONSENTS),
    Term("deferral_days", _("延期支付最长"), Kind.DAYS, "wage.deferral"),
    Term("hours_day", _("每日工作时间"), Kind.HOURS, "hours.day"),
    Term("hours_week", _("每周工作时间"), Kind.HOURS, "hours.week"),
    Term("overtime_day", _("每日延长工作时间"), Kind.HOURS, "hours.overtime.day"),
    Term("overtime_day_special", _("特殊原因每日延长工作时间"), Kind.HOURS, "hours.overtime.special_day"),
    Term("overtime_month", _("每月延长工作时间"), Kind.HOURS, "hours.overtime.month"),
    Term("quota_share", _("能完成定额的职工比例"), Kind.RATE, "wage.quota"),
    Term("rest_days", _("每周休息"), Kind.DAYS, "hours.rest_day"),
    Term("checkup_months", _("体检间隔"), Kind.MONTHS),
    Term("maternity_days", _("产假"), Kind.DAYS, "maternity.leave"),
    Term("maternity_dystocia", _("难产增加的产假"), Kind.DAYS, "maternity.difficult"),
    Term("maternity_multiple", _("每多一个婴儿增加的产假"), Kind.DAYS, "maternity.further_child"),
    Term("miscarriage_early", _("未满四个月流产的产假"), Kind.DAYS, "maternity.miscarriage.early"),
    Term("miscarriage_late", _("满四个月流产的产假"), Kind.DAYS, "maternity.miscarriage.late"),
    Term("night_exempt_month", _("不加班、不上夜班的怀孕月份（起）"), Kind.MONTHS, "maternity.no_overtime"),
    Term("nursing_hours", _("每天哺乳时间"), Kind.HOURS, "maternity.nursing.hour"),
    Term("training_fund", _("职工教育经费比例"), Kind.RATE),
    Term("layoff_notice", _("裁员提前说明"), Kind.DAYS, "layoff.notice"),
    Term("inspection_months", _("履行检查间隔"), Kind.MONTHS, "contract.inspection"),
)
TERMS: Mapping[str, Term] = {term.field: term for term in DECLARED}
LESS_IS_BETTER = frozenset(
    {
        "pay_cycle",
        "deferral_days",
        "hours_day",
        "hours_week",
        "overtime_day",
        "overtime_day_special",
        "overtime_month",
        "checkup_months",
        "night_exempt_month",
        "inspection_months",
    }
)
"""Terms of which a smaller number is better for the workers."""
NEITHER_BETTER = frozenset({"wage_rise_month", "pay_day"})
"""Dates within a year or month, which cannot be compared."""
