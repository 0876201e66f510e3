"""Registration types of employers (statistical codes of 1998, revised 2011) and the groups that statistics use."""

from dataclasses import dataclass
from enum import StrEnum

from zhijia.lib.sentences import gettext_noop


class OwnershipGroup(StrEnum):
    """The groups under which union statistics add employers up."""

    PUBLIC = "public"
    PRIVATE = "private"
    HONG_KONG_MACAO_TAIWAN = "hong_kong_macao_taiwan"
    FOREIGN = "foreign"
    INSTITUTION = "institution"
    INDIVIDUAL = "individual"

    @property
    def zh(self) -> str:
        """The Chinese name, a message id."""
        return GROUP_NAMES[self]


GROUP_NAMES = {
    OwnershipGroup.PUBLIC: gettext_noop("国有集体"),
    OwnershipGroup.PRIVATE: gettext_noop("私营"),
    OwnershipGroup.HONG_KONG_MACAO_TAIWAN: gettext_noop("港澳台"),
    OwnershipGroup.FOREIGN: gettext_noop("外商"),
    OwnershipGroup.INSTITUTION: gettext_noop("机关事业"),
    OwnershipGroup.INDIVIDUAL: gettext_noop("个体"),
}


@dataclass(frozen=True, slots=True)
class RegistrationType:
    """A three-digit code. `group` is None where the code alone does not decide it, so that it must be asked."""

    code: str
    zh: str
    en: str
    group: OwnershipGroup | None

    def name_in(self, language: str) -> str:
        """The name for a language code such as zh-hans or en."""
        return self.zh if language.startswith("zh") else self.en


REGISTRATION_TYPES: tuple[RegistrationType, ...] = (
    RegistrationType("110", "国有", "State-owned", OwnershipGroup.PUBLIC),
    RegistrationType("120", "集体", "Collective", OwnershipGroup.PUBLIC),
    RegistrationType("130", "股份合作", "Joint-stock cooperative", None),
    RegistrationType("140", "联营", "Joint operation", None),
    RegistrationType("151", "国有独资", "Solely state-owned company", OwnershipGroup.PUBLIC),
    RegistrationType("159", "其他有限责任", "Other limited liability company", None),
    RegistrationType("161", "国有控股股份", "State-controlled joint-stock company", OwnershipGroup.PUBLIC),
    RegistrationType("169", "其他股份", "Other joint-stock company", None),
    RegistrationType("170", "私营", "Private", OwnershipGroup.PRIVATE),
    RegistrationType("190", "其他内资", "Other domestic", None),
    RegistrationType("200", "港澳台", "Hong Kong, Macao or Taiwan funded", OwnershipGroup.HONG_KONG_MACAO_TAIWAN),
    RegistrationType("300", "外商", "Foreign funded", OwnershipGroup.FOREIGN),
    RegistrationType("400", "事业", "Public institution", OwnershipGroup.INSTITUTION),
    RegistrationType("500", "机关", "Government organ", OwnershipGroup.INSTITUTION),
    RegistrationType("600", "个体经济组织", "Individual business", OwnershipGroup.INDIVIDUAL),
    RegistrationType("700", "民办非企业", "Private non-enterprise unit", None),
)
BY_CODE = {registration_type.code: registration_type for registration_type in REGISTRATION_TYPES}


def find_registration_type(code: str) -> RegistrationType | None:
    """The type of that code."""
    return BY_CODE.get(code)
