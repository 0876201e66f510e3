"""The resident identity number (GB 11643-1999): check digit, birth date, sex and area."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhijia.lib.divisions import SYNTHETIC_DIVISION, could_exist
from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Sentence

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
FORM = re.compile(r"[0-9]{17}[0-9X]")


class Sex(StrEnum):
    """The codes of GB/T 2261.1 that a resident number can show."""

    MALE = "1"
    FEMALE = "2"


@dataclass(frozen=True, slots=True)
class ResidentFacts:
    """What a resident number tells about its holder."""

    birth_on: date
    sex: Sex
    area: str


def resident_check_digit(body: str) -> str:
    """The 18th character for the first 17 digits."""
    return CHECK_DIGITS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def read_resident_id(number: str) -> ResidentFacts | None:
    """Birth date, sex and area, or None if the number has not the form or no such day exists."""
    birth_on = _birth_on(number) if FORM.fullmatch(number) else None
    if birth_on is None:
        return None
    return ResidentFacts(birth_on, Sex.MALE if int(number[16]) % 2 else Sex.FEMALE, number[:6])


def synthetic_resident_id(serial: int, *, born_on: date) -> str:
    """A valid number in the never-allocated county 320599; odd serials up to 999 are men's."""
    if not 0 <= serial <= 999:
        raise ValueError(f"a serial has three digits: {serial}")
    body = f"{SYNTHETIC_DIVISION}{born_on:%Y%m%d}{serial:03d}"
    return body + resident_check_digit(body)


def check_resident_id(
    number: str, *, today: date, age_limit: int, sex: Sex | None = None, allow_synthetic: bool = False
) -> tuple[Finding, ...]:
    """What is wrong with a resident number: ID-01 form and check digit, ID-02 birth date, ID-03 area, ID-04 sex.

    `age_limit` is the law parameter identifier.age_limit; `sex` the sex recorded elsewhere, if any.
    """
    if not FORM.fullmatch(number):
        return (_found("ID-01", Sentence("身份证件号码应为17位数字加1位数字或大写X")),)
    findings: list[Finding] = []
    if resident_check_digit(number[:17]) != number[17]:
        findings.append(_found("ID-01", Sentence("校验位不符，请核对身份证件号码是否录错")))
    findings.extend(_birth_findings(number, today=today, age_limit=age_limit))
    findings.extend(_area_findings(number[:6], allow_synthetic=allow_synthetic))
    facts = read_resident_id(number)
    if facts and sex and facts.sex is not sex:
        findings.append(_found("ID-04", Sentence("性别与身份证件号码第17位不一致，请核对"), Severity.WARN))
    return tuple(findings)


def _birth_findings(number: str, *, today: date, age_limit: int) -> Iterator[Finding]:
    birth_on = _birth_on(number)
    if birth_on is None:
        yield _found("ID-02", Sentence("第7至14位“{digits}”不是日期", {"digits": number[6:14]}))
    elif birth_on > today:
        yield _found("ID-02", Sentence("出生日期{day}还没有到", {"day": birth_on}))
    elif _age(birth_on, today) > age_limit:
        yield _found("ID-02", Sentence("按出生日期{day}已超过{n}周岁，请核对", {"day": birth_on, "n": age_limit}))


def _area_findings(area: str, *, allow_synthetic: bool) -> Iterator[Finding]:
    if area == SYNTHETIC_DIVISION:
        if not allow_synthetic:
            yield _found("ID-03", Sentence("行政区划代码320599只用于演示数据，不能录入正式系统"))
    elif not could_exist(area):
        yield _found("ID-03", Sentence("前6位“{code}”不是用过的行政区划代码，请核对", {"code": area}), Severity.WARN)


def _birth_on(number: str) -> date | None:
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def _age(birth_on: date, today: date) -> int:
    return today.year - birth_on.year - ((today.month, today.day) < (birth_on.month, birth_on.day))


def _found(rule: str, sentence: Sentence, severity: Severity = Severity.BLOCK) -> Finding:
    return Finding(rule, severity, sentence)
