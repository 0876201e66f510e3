"""What a person says is right, as her record would hold it."""

from dataclasses import replace
from datetime import date, datetime

from zhijia.lib.findings import Severity
from zhijia.lib.normalise import tidy_code, tidy_name, tidy_text
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.particulars import entry_of
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import Person
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.person_checks import find_person_problems, tidy_person
from zhijia.services.organising.models import Wrong

_TIDY = {Wrong.NAME.value: tidy_name, Wrong.ID_NUMBER.value: tidy_code, Wrong.PHONE.value: tidy_code}


def tidy_value(what: str, value: str) -> str:
    """What was typed, as it would be kept. Raises `Refused` where nothing was."""
    tidy = _TIDY.get(what, tidy_text)(value)
    if len(tidy) < 2:
        raise Refused("请写明正确的内容。", field="value")
    return tidy


def entry_with(person: Person, what: str, value: str) -> PersonEntry:
    """The particulars of a person as they would be with this put right."""
    entry = entry_of(person)
    if what == Wrong.ID_NUMBER:
        return replace(entry, id_kind=IdKind.RESIDENT, id_number=value, born_on=None)
    if what == Wrong.BORN_ON:
        try:
            return replace(entry, born_on=date.fromisoformat(value))
        except ValueError as error:
            raise Refused("出生日期请写成 1990-01-31 这样。", field="value") from error
    return replace(entry, phone=value) if what == Wrong.PHONE else replace(entry, address=value)


def check_value(person: Person, what: str, value: str, *, now: datetime) -> None:
    """Raises `Refused`: a value that no record may hold (ID-01…02)."""
    entry = tidy_person(entry_with(person, what, value))
    for _field, finding in find_person_problems(entry, place=person.home.place, context=CheckContext.at(now)):
        if finding.severity is Severity.BLOCK:
            raise Refused(finding.sentence, field="value", rule=finding.rule)
