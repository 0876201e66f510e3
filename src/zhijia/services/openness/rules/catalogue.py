"""What is disclosed, by the kind of employer, and how often (B8). Pure: codes in, entries out.

How many months lie between two disclosures of one matter are law parameters `openness.every.<code>`; what is disclosed each
time it happens has a term that runs from that day.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.lib.registration_types import OwnershipGroup, find_registration_type


class Ownership(models.TextChoices):
    """Kinds of employers that the catalogue tells apart."""

    STATE = "state", _("国有及国有控股企业")
    COLLECTIVE = "collective", _("集体企业")
    PRIVATE = "private", _("私营企业及其他内资企业")
    FOREIGN = "foreign", _("港澳台商、外商投资企业")
    INSTITUTION = "institution", _("事业单位（事务公开）")


class Matter(models.TextChoices):
    """What is disclosed."""

    BASIC = "basic", _("单位基本经营情况")
    HIRING = "hiring", _("招用职工和签订劳动合同情况")
    CONTRACT = "contract", _("集体合同、专项集体合同文本")
    RULES = "rules", _("劳动规章制度和涉及职工切身利益的重大事项")
    REWARDS = "rewards", _("奖励处罚、单方解除劳动合同、裁减人员、先进评选")
    SAFETY = "safety", _("劳动安全卫生标准、安全事故和处理结果")
    INSURANCE = "insurance", _("社会保险费、企业年金、住房公积金缴纳情况")
    TRAINING = "training", _("职工教育经费和培训计划")
    DISPUTES = "disputes", _("劳动争议和处理结果")
    PERFORMANCE = "performance", _("集体合同履行情况")
    DECISIONS = "decisions", _("投资和重大决策、发展规划、年度目标")
    ASSETS = "assets", _("担保、大额资金、资产处置、招标投标、大宗采购")
    WAGES = "wages", _("工资调整、奖金分配、职称评聘")
    APPOINTMENTS = "appointments", _("中层干部任用，领导人员薪酬、职务消费和评议结果")
    ENTERTAINMENT = "entertainment", _("业务招待费使用情况")


class Channel(models.TextChoices):
    """Where it is put up. The congress is the main one; the phone always shows it too."""

    CONGRESS = "congress", _("职工代表大会")
    BOARD = "board", _("公开栏")
    INTRANET = "intranet", _("内部网络")
    BRIEFING = "briefing", _("情况通报会")
    JOINT = "joint", _("联席会议")
    LETTER = "letter", _("内部刊物、简报")
    PHONE = "phone", _("手机端")


@dataclass(frozen=True, slots=True)
class Entry:
    """One matter: disclosed every so many months (`every`, a parameter), or in a term after it happened (`after`)."""

    matter: Matter
    every: str = ""
    after: str = "openness.event"
    is_public_only: bool = False

    @property
    def is_periodic(self) -> bool:
        return bool(self.every)


def _each(matter: Matter, *, is_public_only: bool = False) -> Entry:
    return Entry(matter, every=f"openness.every.{matter}", is_public_only=is_public_only)


CATALOGUE: tuple[Entry, ...] = (
    _each(Matter.BASIC),
    _each(Matter.HIRING),
    Entry(Matter.CONTRACT, after="openness.contract"),
    Entry(Matter.RULES, after="openness.rules"),
    Entry(Matter.REWARDS),
    _each(Matter.SAFETY),
    _each(Matter.INSURANCE),
    _each(Matter.TRAINING),
    _each(Matter.DISPUTES),
    _each(Matter.PERFORMANCE),
    _each(Matter.DECISIONS, is_public_only=True),
    _each(Matter.ASSETS, is_public_only=True),
    Entry(Matter.WAGES, is_public_only=True),
    _each(Matter.APPOINTMENTS, is_public_only=True),
    _each(Matter.ENTERTAINMENT, is_public_only=True),
)
"""企业民主管理规定 §33 for all employers, §34 also for state and collective ones."""
BY_MATTER = {entry.matter: entry for entry in CATALOGUE}
OF_EVERYBODY = frozenset({Ownership.STATE, Ownership.COLLECTIVE})
OF_GROUP = {
    OwnershipGroup.PRIVATE: Ownership.PRIVATE,
    OwnershipGroup.INDIVIDUAL: Ownership.PRIVATE,
    OwnershipGroup.HONG_KONG_MACAO_TAIWAN: Ownership.FOREIGN,
    OwnershipGroup.FOREIGN: Ownership.FOREIGN,
    OwnershipGroup.INSTITUTION: Ownership.INSTITUTION,
}
COLLECTIVE_CODE = "120"


def catalogue_of(ownership: str) -> Sequence[Entry]:
    """The matters that an employer of this kind discloses."""
    return [entry for entry in CATALOGUE if not entry.is_public_only or ownership in OF_EVERYBODY]


def ownership_of(code: str) -> Ownership | None:
    """By the type of registration; None where the code alone does not decide it, so that it is asked."""
    if code == COLLECTIVE_CODE:
        return Ownership.COLLECTIVE
    known = find_registration_type(code)
    group = known.group if known else None
    return Ownership.STATE if group is OwnershipGroup.PUBLIC else OF_GROUP.get(group) if group else None
