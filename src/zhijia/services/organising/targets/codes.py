"""The words of the drive: where a target was found, why it comes first, what stands in the way (services §A8)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Source(TextChoices):
    """Which register or person told of the enterprise."""

    GAP = "gap", _("建会缺口（系统比对）")
    CENSUS = "census", _("经济普查")
    TAX = "tax", _("税务代收经费")
    INSURANCE = "insurance", _("社会保险")
    MARKET = "market", _("市场监管")
    VISIT = "visit", _("走访")
    LETTER = "letter", _("职工来信")


class Priority(TextChoices):
    KEY = "key", _("重点")
    HARD = "hard", _("难点")
    ORDINARY = "ordinary", pgettext_lazy("priority", "一般")


class Reason(TextChoices):
    """Why an enterprise comes first."""

    LARGE = "large", _("职工人数多")
    FOREIGN = "foreign", _("外商或者港澳台投资")
    FORTUNE = "fortune", _("世界五百强")
    LISTED = "listed", _("上市公司")
    PARK = "park", _("开发区重点企业")
    CHAIN = "chain", _("连锁企业总部")
    LETTERS = "letters", _("职工要求建会")
    HONOUR = "honour", _("负责人有政治荣誉或者正在申报荣誉")


class Obstacle(TextChoices):
    """Why it has no union yet."""

    HEADQUARTERS = "headquarters", _("总部不授权")
    UNAWARE = "unaware", _("负责人不了解")
    COST = "cost", _("怕增加成本")
    MANAGEMENT = "management", _("怕影响管理")
    SUBSTITUTE = "substitute", _("已有员工委员会")
    TURNOVER = "turnover", _("人员流动大")
    UNWILLING = "unwilling", _("职工意愿低")
    SCATTERED = "scattered", _("多址或者派遣为主")
    LOSSES = "losses", _("亏损停产")
    NO_CHAIR = "no_chair", _("没有人愿意担任主席")
    OBSTRUCTION = "obstruction", _("阻挠建会")
