"""What the rules say of a read piece, column by column (services §J: ID-01…05, ME-02, ME-03)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from zhijia.law.resolver import parameter
from zhijia.lib.divisions import SYNTHETIC_DIVISION, could_exist
from zhijia.lib.findings import Severity
from zhijia.lib.identifiers import check_credit_code
from zhijia.lib.vectors import days_as_numbers, has_right_check_digit, is_resident_form
from zhijia.organisation.checks import CheckContext
from zhijia.organisation.membership_checks import AGE
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.overrides import law_place
from zhijia.organisation.person_checks import AGE_LIMIT, MOBILE, OTHER_NUMBER, PERMIT
from zhijia.organisation.rosters.findings import Told
from zhijia.services.organising.intake.tidying import FINDINGS, bit

YEAR = 10_000


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What the day and the law of the place say: how old one may be and must be, and whether invented people may come in."""

    today: date
    age_limit: int
    age: int
    allows_synthetic: bool

    @classmethod
    def of(cls, checks: CheckContext, place: str) -> "Yardstick":
        def years(key: str) -> int:
            return parameter(key, place=law_place(place), on=checks.today, overrides=checks.overrides).number

        return cls(checks.today, years(AGE_LIMIT), years(AGE), checks.allows_synthetic)

    def __str__(self) -> str:
        return f"{self.today} {self.age_limit} {self.age} {self.allows_synthetic}"


def checked(frame: pl.DataFrame, yardstick: Yardstick) -> pl.DataFrame:
    """The frame with `findings` of everything that can be said without the base. A phone that is no mobile one is not kept."""
    found = [
        pl.col(FINDINGS),
        *_of_numbers(yardstick),
        *_of_births(yardstick),
        *_of_days(yardstick),
        _of_areas(frame),
        _of_credit_codes(frame, yardstick),
        bit(Told.NO_NAME, pl.col("name").str.len_chars() < 2),
        bit(Told.PHONE, _is_no_mobile()),
    ]
    return frame.with_columns(
        pl.sum_horizontal(found).alias(FINDINGS),
        pl.when(_is_no_mobile()).then(pl.lit("")).otherwise("phone").alias("phone"),
    )


def _of_numbers(yardstick: Yardstick) -> Iterator[pl.Expr]:
    number, given = pl.col("id_number"), pl.col("id_number") != ""
    resident, well_formed = given & _is_resident(), is_resident_form(number)
    lost = (pl.col(FINDINGS) & Told.LOST_DIGITS.bit) != 0
    synthetic = number.str.slice(0, 6) == SYNTHETIC_DIVISION
    yield bit(Told.NO_NUMBER, ~given)
    yield bit(Told.FORM, resident & ~well_formed & ~lost)
    yield bit(Told.CHECK_DIGIT, resident & well_formed & ~has_right_check_digit(number))
    yield bit(Told.DEMONSTRATION, resident & synthetic & pl.lit(not yardstick.allows_synthetic))
    yield bit(Told.OTHER_NUMBER, given & ~_is_resident() & ~_matches("id_number", OTHER_NUMBER.pattern))
    is_permit = pl.col("id_kind") == IdKind.PERMIT.value
    yield bit(Told.PERMIT_FORM, given & is_permit & ~_matches("id_number", PERMIT.pattern))


def _of_births(yardstick: Yardstick) -> Iterator[pl.Expr]:
    told, today = pl.col("told_born"), _as_number(yardstick.today)
    well_formed = _is_resident() & is_resident_form(pl.col("id_number"))
    oldest = today - (yardstick.age_limit + 1) * YEAR
    yield bit(Told.NO_SUCH_DAY, well_formed & told.is_null())
    yield bit(Told.NOT_YET_BORN, days_as_numbers(pl.col("born_on")) > today)
    yield bit(Told.TOO_OLD, days_as_numbers(told) <= oldest)
    yield bit(Told.BORN_DIFFERS, pl.col("born_on") != told)
    yield bit(Told.SEX_DIFFERS, pl.col("sex").is_in(["1", "2"]) & (pl.col("sex") != pl.col("told_sex")))
    grown_up = days_as_numbers(pl.col("born_on")) + yardstick.age * YEAR
    yield bit(Told.TOO_YOUNG, days_as_numbers(pl.col("from_on")) < grown_up)


def _of_days(yardstick: Yardstick) -> Iterator[pl.Expr]:
    """ME-03: membership begins with its approval or later; no day is still ahead."""
    since, approved, first = pl.col("from_on"), pl.col("approved_on"), pl.col("joined_on")
    is_unread = (pl.col(FINDINGS) & Told.FROM_UNREAD.bit) != 0
    yield bit(Told.NO_DAY, since.is_null() & ~is_unread)
    yield bit(Told.BEFORE_APPROVAL, (since < approved) | (since < first))
    yield bit(Told.DAY_AHEAD, (since > yardstick.today) | (pl.col("employed_on") > yardstick.today))


def _of_areas(frame: pl.DataFrame) -> pl.Expr:
    """ID-03, asked once for each area of the piece."""
    areas = frame.filter(_is_resident() & is_resident_form(pl.col("id_number")))["id_number"].str.slice(0, 6).unique()
    unknown = [area for area in areas if area != SYNTHETIC_DIVISION and not could_exist(area)]
    return bit(Told.AREA, _is_resident() & pl.col("id_number").str.slice(0, 6).is_in(unknown))


def _of_credit_codes(frame: pl.DataFrame, yardstick: Yardstick) -> pl.Expr:
    """ID-05, asked once for each code of the piece."""
    codes = [code for code in frame["employer_code"].unique() if code]
    wrong = [code for code in codes if _is_wrong(code, yardstick)]
    return bit(Told.CREDIT_CODE, pl.col("employer_code").is_in(wrong))


def _is_wrong(code: str, yardstick: Yardstick) -> bool:
    findings = check_credit_code(code, allow_synthetic=yardstick.allows_synthetic)
    return any(finding.severity is Severity.BLOCK for finding in findings)


def _is_no_mobile() -> pl.Expr:
    return (pl.col("phone") != "") & ~_matches("phone", MOBILE.pattern)


def _is_resident() -> pl.Expr:
    return pl.col("id_kind") == IdKind.RESIDENT.value


def _matches(key: str, pattern: str) -> pl.Expr:
    return pl.col(key).str.contains(f"^(?:{pattern})$")


def _as_number(day: date) -> int:
    return day.year * YEAR + day.month * 100 + day.day
