"""Who is in charge of a sheet, and whether the reader may take it over."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijia.lib.sentences import Sentence
from zhijia.organisation.charge import FINISHED, is_in_charge, name_of_charge
from zhijia.organisation.models import ImportBatch, Roster
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.scopes import Actor


@dataclass(frozen=True)
class ChargeLine:
    """`is_mine`: the reader's post does what is to be done. `may_take`: it could, once it has taken the sheet over."""

    post: str
    is_mine: bool
    may_take: bool


def present_charge(sheet: Roster | ImportBatch, actor: Actor) -> ChargeLine:
    may = can_administer(actor, sheet.path)
    if may and is_in_charge(actor, sheet):
        return ChargeLine("", True, False)
    name = name_of_charge(sheet)
    said = name.said_in(_) if isinstance(name, Sentence) else name
    return ChargeLine(said, False, may and sheet.state not in FINISHED)
