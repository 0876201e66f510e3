"""The words of registration: what must be there before a union is a legal person, and what of it may change (services §A4)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Condition(TextChoices):
    """What a union must show."""

    LAWFUL = "lawful", _("依法成立，上级工会已批复")
    BODIES = "bodies", _("组织机构健全，经费审查委员会同时成立")
    CHAIR = "chair", _("主席依法选举产生")
    PREMISES = "premises", _("有固定的办公和活动场所")
    FUNDS = "funds", _("有稳定的经费来源，设立经费账户")
    LIABILITY = "liability", _("能够独立承担民事责任")


class Changed(TextChoices):
    """What of a registered union changes. For its address the superior's reply is not asked."""

    NAME = "name", _("名称")
    CHAIR = "chair", _("法定代表人（主席）")
    ADDRESS = "address", _("住所")
