"""Is this credit code known: new, mine, or elsewhere. One definer function answers, and never says who or where."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

NEW = "new"
MINE = "mine"
ELSEWHERE = "elsewhere"
MOST_CODES = 1000


@dataclass(frozen=True, slots=True)
class Match:
    """`record_id` is given for `mine` only."""

    code: str
    verdict: str
    record_id: int | None


def match_enterprises(codes: Iterable[str]) -> dict[str, Match]:
    """What is known of the credit codes of enterprises, by code."""
    return _match("SELECT * FROM organisation_match_credit_codes(%s)", codes)


def match_unions(codes: Iterable[str]) -> dict[str, Match]:
    """What is known of the credit codes of unions, by code."""
    return _match("SELECT * FROM organisation_match_union_codes(%s)", codes)


def _match(query: str, codes: Iterable[str]) -> dict[str, Match]:
    asked = sorted({code for code in codes if code})
    if len(asked) > MOST_CODES:
        raise ValueError(f"at most {MOST_CODES} codes are matched at once, not {len(asked)}")
    if not asked:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(query, [asked])
        return {code: Match(code, verdict, record_id) for code, verdict, record_id in cursor.fetchall()}
