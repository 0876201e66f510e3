"""What is written down of a person, by the codes of the national standards (services §A7, §I6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IdKind(models.TextChoices):
    """证件类型 (services §I1). Only resident numbers, and permits that have their form, carry a check digit."""

    RESIDENT = "resident", _("居民身份证")
    PASSPORT = "passport", _("护照")
    PERMIT = "permit", _("港澳台居民居住证")
    FOREIGNER = "foreigner", _("外国人永久居留身份证")
    MILITARY = "military", _("军人证件")


class Sex(models.TextChoices):
    """性别 GB/T 2261.1."""

    UNKNOWN = "0", _("未知的性别")
    MALE = "1", _("男")
    FEMALE = "2", _("女")
    UNSAID = "9", _("未说明的性别")


class PoliticalStatus(models.TextChoices):
    """政治面貌 GB/T 4762."""

    PARTY = "01", _("中共党员")
    PROBATIONARY = "02", _("中共预备党员")
    LEAGUE = "03", _("共青团员")
    REVOLUTIONARY = "04", _("民革党员")
    DEMOCRATIC_LEAGUE = "05", _("民盟盟员")
    CONSTRUCTION = "06", _("民建会员")
    PROMOTING = "07", _("民进会员")
    PEASANTS = "08", _("农工党党员")
    ZHIGONG = "09", _("致公党党员")
    JIUSAN = "10", _("九三学社社员")
    TAIWAN_LEAGUE = "11", _("台盟盟员")
    NO_PARTY = "12", _("无党派人士")
    MASSES = "13", _("群众")


class Education(models.TextChoices):
    """学历 GB/T 4658, first digit."""

    POSTGRADUATE = "10", _("研究生")
    UNDERGRADUATE = "20", _("大学本科")
    COLLEGE = "30", _("大学专科")
    VOCATIONAL = "40", _("中等职业教育")
    SENIOR = "60", _("普通高级中学")
    JUNIOR = "70", _("初级中学")
    PRIMARY = "80", _("小学")
    OTHER = "90", _("其他")


class HouseholdKind(models.TextChoices):
    """户籍性质."""

    URBAN = "urban", _("城镇")
    RURAL = "rural", _("农村")
