"""The logic checks of a return: data in, findings out (ME-09, ME-10, the sums of §K)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from zhijia.lib.findings import SENSE, Finding, Severity
from zhijia.lib.reading_yaml import read_yaml
from zhijia.lib.sentences import Bilingual, Sentence, gettext_noop
from zhijia.services.statistics.rules.forms import FORMS, GRASSROOTS, STANDARDS

Values = Mapping[str, int | None]
MORE = gettext_noop("“{part}”（{n}）大于“{whole}”（{m}），请核对")
NOT_THE_SUM = gettext_noop("“{whole}”（{m}）不等于各分项之和（{n}），请核对")
EMPTY = gettext_noop("还有{n}项没有填，第一项是“{cell}”。没有的填0")
ALL_JOINED = gettext_noop("职工超过{most}人而入会率为100%，请核对会员和职工人数")
JUMPED = gettext_noop("入会率比上年变动超过{most}个百分点，请核对")


@dataclass(frozen=True, slots=True)
class Check:
    """One check: parts (one for `at_most`) against a whole, by codes of cells of the grass-roots form."""

    rule: str
    severity: Severity
    parts: tuple[str, ...]
    whole: str
    is_sum: bool


@dataclass(frozen=True, slots=True)
class Limits:
    """The numbers of ME-10."""

    headcount: int
    jump: int


def _check(row: Mapping[str, Any]) -> Check:
    is_sum = {"at_most": False, "sum": True}[row["kind"]]
    parts = tuple(row["parts"]) if is_sum else (row["part"],)
    for code in (*parts, row["whole"]):
        FORMS.cell(GRASSROOTS, code)
    return Check(row["rule"] or SENSE, Severity(row["severity"]), parts, row["whole"], is_sum)


CHECKS = tuple(map(_check, read_yaml((STANDARDS / "checks.yaml").read_text(encoding="utf-8"))["checks"]))


def check_values(values: Values, *, checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """What the numbers of the grass-roots form, of one union or summed up, do not keep. Unknown cells are passed over."""
    for check in checks:
        parts, whole = [values.get(code) for code in check.parts], values.get(check.whole)
        if whole is None or any(part is None for part in parts):
            continue
        total = sum(part or 0 for part in parts)
        if check.is_sum and total != whole:
            words = {"whole": _name(check.whole), "m": whole, "n": total}
            yield Finding(check.rule, check.severity, Sentence(NOT_THE_SUM, words))
        elif not check.is_sum and total > whole:
            words = {"part": _name(check.parts[0]), "n": total, "whole": _name(check.whole), "m": whole}
            yield Finding(check.rule, check.severity, Sentence(MORE, words))


def check_filled(form: str, values: Values) -> Iterator[Finding]:
    """Every cell has a number: zero and not reported differ."""
    empty = [cell for cell in FORMS.cells[form] if values.get(cell.code) is None]
    if empty:
        words = {"n": len(empty), "cell": empty[0].name}
        yield Finding(SENSE, Severity.BLOCK, Sentence(EMPTY, words))


def check_density(values: Values, before: Values | None, limits: Limits) -> Iterator[Finding]:
    """ME-10: all of a large unit have joined, or the density of unionised units has jumped since last year."""
    now = _density(values)
    if now is None:
        return
    if now == 1 and (values["employees"] or 0) > limits.headcount:
        yield Finding("ME-10", Severity.INFO, Sentence(ALL_JOINED, {"most": limits.headcount}))
    last = _density(before) if before else None
    if last is not None and abs(now - last) * 100 > limits.jump:
        yield Finding("ME-10", Severity.INFO, Sentence(JUMPED, {"most": limits.jump}))


def _density(values: Values) -> Fraction | None:
    members, employees = values.get("members"), values.get("employees")
    return Fraction(members, employees) if members is not None and employees else None


def _name(code: str) -> Bilingual:
    return FORMS.cell(GRASSROOTS, code).name
