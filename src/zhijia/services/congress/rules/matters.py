"""Which power a matter needs, by the kind of employer (B4). Pure: codes in, a power out."""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _

from zhijia.services.congress.rules.powers import RESERVED, Power


class Matter(models.TextChoices):
    """What is put before a congress."""

    CONTRACT = "contract", _("集体合同、专项集体合同草案")
    WAGES = "wages", _("工资调整、奖金分配方案")
    RULES = "rules", _("涉及职工切身利益的规章制度")
    WELFARE = "welfare", _("福利基金使用方案")
    INSURANCE = "insurance", _("社会保险费、公积金缴纳方案")
    SETTLEMENT = "settlement", _("改制、合并、破产中的职工安置方案")
    PLAN = "plan", _("发展规划、经营情况报告")
    SAFETY = "safety", _("安全生产和职业卫生报告")
    PERFORMANCE = "performance", _("集体合同履行情况报告")
    PROPOSALS = "proposals", _("提案处理和决议执行情况报告")
    DIRECTORS = "directors", _("选举职工董事、职工监事")
    ELECTION = "election", _("其他民主选举")
    LEADERS = "leaders", _("民主评议领导人员")
    JOINT = "joint", _("确认联席会议的决定")
    OTHER = "other", _("其他审议事项")


OWN_INTERESTS = (Matter.RULES, Matter.WAGES)
"""What is agreed as equals and made public after the congress discussed it (WC-027)."""


class Ownership(StrEnum):
    """Kinds of employers that the powers tell apart."""

    SOE_INDUSTRIAL = "soe_industrial"
    STATE_CAPITAL = "state_capital"
    COLLECTIVE = "collective"
    OTHER = "other"


STATE_CODES = frozenset({"110", "141", "151"})
"""Registration types of state capital: state-owned, state-owned joint operation, solely state-owned company."""
COLLECTIVE_CODES = frozenset({"120", "142"})
"""Collective enterprises and their joint operations."""
SOE_CODE, INDUSTRY = "110", frozenset("BCD")
POWERS = {
    Matter.CONTRACT: Power.PASS,
    Matter.WAGES: Power.REVIEW_ADVISE,
    Matter.RULES: Power.REVIEW_ADVISE,
    Matter.WELFARE: Power.PASS,
    Matter.INSURANCE: Power.PASS,
    Matter.SETTLEMENT: Power.REVIEW_ADVISE,
    Matter.PLAN: Power.REVIEW_ADVISE,
    Matter.SAFETY: Power.REVIEW_ADVISE,
    Matter.PERFORMANCE: Power.SUPERVISE,
    Matter.PROPOSALS: Power.SUPERVISE,
    Matter.DIRECTORS: Power.ELECT,
    Matter.ELECTION: Power.ELECT,
    Matter.LEADERS: Power.EVALUATE,
    Matter.JOINT: Power.PASS,
    Matter.OTHER: Power.REVIEW_ADVISE,
}
OF_SOE = {Matter.WAGES: Power.AGREE_VETO, Matter.RULES: Power.AGREE_VETO, Matter.WELFARE: Power.DECIDE}
OF_STATE = {Matter.SETTLEMENT: Power.PASS}
STATE = frozenset({Ownership.SOE_INDUSTRIAL, Ownership.STATE_CAPITAL})
VOTED = RESERVED | {Power.EVALUATE}


def ownership_of(*, code: str, section: str) -> Ownership:
    """By registration type and industry section: only a state-owned industrial enterprise has the veto (企业法)."""
    if code == SOE_CODE and section in INDUSTRY:
        return Ownership.SOE_INDUSTRIAL
    if code in STATE_CODES:
        return Ownership.STATE_CAPITAL
    return Ownership.COLLECTIVE if code in COLLECTIVE_CODES else Ownership.OTHER


def power_of(matter: str, ownership: Ownership) -> Power:
    """The power that the congress has over a matter."""
    known = Matter(matter)
    if ownership == Ownership.SOE_INDUSTRIAL and known in OF_SOE:
        return OF_SOE[known]
    if ownership in STATE and known in OF_STATE:
        return OF_STATE[known]
    return POWERS[known]
