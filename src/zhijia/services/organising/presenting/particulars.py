"""A person's particulars as facts: masked, and once opened as they are."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from zhijia.lib.phrases import listed
from zhijia.organisation.actions.unmasking import Unmasked
from zhijia.organisation.models import Person
from zhijia.organisation.protection.sealed import SealedText
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def particulars_of(person: Person) -> list[Fact]:
    """What everybody sees who sees the person: numbers masked, of the birth date the year."""
    verified = (
        "" if person.phone is None else _("已核验") if person.phone_verified_at else _("未核验，不用于短信和登录")
    )
    born = _("%(year)s年") % {"year": person.born_on.year} if person.born_on else ""
    return [
        Fact(_("证件"), _masked(person.id_number), note=str(person.get_id_kind_display())),
        Fact(_("手机号码"), _masked(person.phone), note=verified),
        Fact(_("居住地址"), _masked(person.address)),
        Fact(_("性别"), str(person.get_sex_display())),
        Fact(_("出生"), born),
        Fact(_("民族"), str(person.get_ethnicity_display())),
        Fact(_("政治面貌"), str(person.get_political_status_display())),
        Fact(_("学历"), str(person.get_education_display())),
        Fact(_("户籍性质"), str(person.get_household_kind_display())),
        Fact(_("用工情况"), _kinds_of_work(person)),
    ]


def opened_facts(person: Person, unmasked: Unmasked) -> Sequence[Fact]:
    """What was opened, for the one page that shows it."""
    return [
        Fact(_("证件"), unmasked.id_number, note=str(person.get_id_kind_display())),
        Fact(_("手机号码"), unmasked.phone),
        Fact(_("居住地址"), unmasked.address),
        Fact(_("出生日期"), day_read(unmasked.born_on)),
    ]


def _masked(value: SealedText | None) -> str:
    return value.masked if value is not None else ""


def _kinds_of_work(person: Person) -> str:
    said = {
        _("农民工"): person.is_migrant,
        _("劳务派遣"): person.is_dispatched,
        _("新就业形态"): person.is_new_form,
    }
    return listed((words for words, is_so in said.items() if is_so), _)
