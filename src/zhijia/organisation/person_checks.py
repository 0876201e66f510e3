"""What is wrong with the particulars of a person, by the field it stands in (services §J: ID-01…04; §I1)."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from zhijia.law.resolver import parameter
from zhijia.lib.findings import SENSE, Finding, Severity
from zhijia.lib.normalise import tidy_code, tidy_text
from zhijia.lib.resident_ids import Sex as SexOfNumber
from zhijia.lib.resident_ids import check_resident_id, read_resident_id
from zhijia.lib.sentences import Sentence
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.overrides import law_place

AGE_LIMIT = "identifier.age_limit"
PERMIT = re.compile(r"8[123]0000[0-9]{11}[0-9X]")
OTHER_NUMBER = re.compile(r"[0-9A-Z\u4e00-\u9fff()-]{5,30}")
MOBILE = re.compile(r"1[3-9][0-9]{9}")
COUNTRY_CODE = re.compile(r"^(\+?86)(?=1[0-9]{10}$)")
SEXES = frozenset(SexOfNumber)

Problem = tuple[str, Finding]
"""The field at fault and what is wrong there."""


def tidy_phone(typed: str) -> str:
    """A phone number as it is kept: digits only, without the code of the country."""
    return COUNTRY_CODE.sub("", re.sub(r"[-()]", "", tidy_code(typed)))


def tidy_person(entry: PersonEntry) -> PersonEntry:
    """What was typed, made fit to keep; birth date and sex follow from a resident number where they were left open."""
    number = tidy_code(entry.id_number)
    told = read_resident_id(number) if entry.id_kind == IdKind.RESIDENT else None
    return replace(
        entry,
        id_number=number,
        phone=tidy_phone(entry.phone),
        address=tidy_text(entry.address),
        born_on=entry.born_on or (told.birth_on if told else None),
        sex=entry.sex or (told.sex if told else ""),
    )


def find_person_problems(entry: PersonEntry, *, place: str, context: CheckContext) -> list[Problem]:
    """Every rule that the particulars do not keep. The entry is tidy; `place` is that of the union which keeps the record."""
    return [
        *_number_problems(entry, place=place, context=context),
        *_birth_problems(entry, today=context.today),
        *_phone_problems(entry.phone),
    ]


def _number_problems(entry: PersonEntry, *, place: str, context: CheckContext) -> Iterator[Problem]:
    if bool(entry.id_kind) != bool(entry.id_number):
        field = "id_number" if entry.id_kind else "id_kind"
        yield field, _block(Sentence("证件类型和证件号码要一起填写。"))
    elif entry.id_kind == IdKind.RESIDENT:
        yield from _resident_problems(entry, place=place, context=context)
    elif entry.id_kind and not OTHER_NUMBER.fullmatch(entry.id_number):
        yield "id_number", _block(Sentence("证件号码应为 5 至 30 位数字、字母或汉字，请核对。"))
    elif entry.id_kind == IdKind.PERMIT and not PERMIT.fullmatch(entry.id_number):
        sentence = Sentence("港澳台居民居住证号码一般为 18 位，以 810000、820000 或 830000 开头，请核对。")
        yield "id_number", Finding("§I1", Severity.WARN, sentence)


def _resident_problems(entry: PersonEntry, *, place: str, context: CheckContext) -> Iterator[Problem]:
    limit = parameter(AGE_LIMIT, place=law_place(place), on=context.today, overrides=context.overrides)
    found = check_resident_id(
        entry.id_number,
        today=context.today,
        age_limit=limit.number,
        sex=SexOfNumber(entry.sex) if entry.sex in SEXES else None,
        allow_synthetic=context.allows_synthetic,
    )
    for finding in found:
        yield ("sex" if finding.rule == "ID-04" else "id_number"), finding


def _birth_problems(entry: PersonEntry, *, today: date) -> Iterator[Problem]:
    told = read_resident_id(entry.id_number) if entry.id_kind == IdKind.RESIDENT else None
    if told and entry.born_on != told.birth_on:
        values = {"day": told.birth_on}
        yield "born_on", Finding("ID-02", Severity.BLOCK, Sentence("与证件号码不一致：号码上是{day}，请核对。", values))
    elif entry.born_on and entry.born_on > today:
        yield "born_on", _block(Sentence("出生日期{day}还没有到", {"day": entry.born_on}))


def _phone_problems(phone: str) -> Iterator[Problem]:
    if phone and not MOBILE.fullmatch(phone):
        yield "phone", _block(Sentence("手机号码应为 11 位数字，以 13 至 19 开头，请核对。"))


def _block(sentence: Sentence) -> Finding:
    return Finding(SENSE, Severity.BLOCK, sentence)
