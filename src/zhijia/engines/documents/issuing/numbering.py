"""Document numbers: 代字〔年份〕序号, without gaps or duplicates for an issuer, a word and a year."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from zhijia.engines.documents.events import SERIES_SET
from zhijia.engines.documents.issuing.registry import NumberSeries
from zhijia.engines.documents.models import SeriesWord
from zhijia.lib.sentences import Refused, Sentence
from zhijia.organisation.models import Union
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import SYSTEM, Actor, scoped
from zhijia.trail.record import NewEvent, Subject, record

WORD = re.compile(r"[一-鿿]{2,16}")
KEEPERS = (Role.ADMINISTRATOR, Role.LEADER, Role.DEPT_HEAD, Role.CHAIR)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was taken. `text` is how it is written (DO-03: no zeros in front, the year in full)."""

    word: str
    year: int
    serial: int

    @property
    def text(self) -> str:
        return f"{self.word}〔{self.year}〕{self.serial}号"


@dataclass(frozen=True, slots=True, order=True)
class Register:
    """Who numbers: a union, or an outside party (`union_id` 0), which has one register whatever union it deals with."""

    union_id: int = 0
    party: str = ""


COUNT_FOR_UNION = """
INSERT INTO documents_documentnumber (union_id, party, word, year, last, path) VALUES (%s, %s, %s, %s, %s, '')
    ON CONFLICT (union_id, word, year) DO UPDATE SET last = documents_documentnumber.last + excluded.last
    RETURNING last
"""
COUNT_FOR_PARTY = """
INSERT INTO documents_documentnumber (union_id, party, word, year, last, path) VALUES (%s, %s, %s, %s, %s, '')
    ON CONFLICT (party, word, year) WHERE union_id IS NULL
    DO UPDATE SET last = documents_documentnumber.last + excluded.last
    RETURNING last
"""


def take_numbers(register: Register, word: str, *, year: int, count: int) -> list[Number]:
    """The next numbers; the counter's row stays locked until the transaction ends, and a rollback gives them back."""
    if register.union_id:
        last = _advance(register, word, year=year, count=count, statement=COUNT_FOR_UNION)
    else:
        with scoped(SYSTEM):  # a party's register lies in no union's scope, and who prepares its paper is not the party
            last = _advance(register, word, year=year, count=count, statement=COUNT_FOR_PARTY)
    return [Number(word, year, serial) for serial in range(last - count + 1, last + 1)]


def _advance(register: Register, word: str, *, year: int, count: int, statement: str) -> int:
    """Count on, and the last number that is then given."""
    with connection.cursor() as cursor:
        cursor.execute(statement, [register.union_id or None, register.party, word, year, count])
        return int(cursor.fetchone()[0])


def word_of(union_id: int, series: NumberSeries) -> str:
    """What a union writes before the year: its own word, or its short name with the word of the series."""
    return words_of(union_id, [series])[series.code]


def words_of(union_id: int, series: Sequence[NumberSeries]) -> dict[str, str]:
    """The word of each series by its code, in two questions."""
    codes = [one.code for one in series]
    own = dict(SeriesWord.objects.filter(union_id=union_id, series__in=codes).values_list("series", "word"))
    if own.keys() >= set(codes):
        return own
    union = Union.objects.only("name", "short_name").get(pk=union_id)
    return {one.code: f"{union.short_name or union.name}{one.word}" for one in series} | own


def check_sets_words(actor: Actor) -> None:
    """Leaders, heads, chairs and administrators say how their own union numbers its documents."""
    if not actor.has_role(*KEEPERS):
        raise Refused("发文代字由本单位领导、部门负责人、工会主席或系统管理员登记。")


def set_word(series: NumberSeries, word: str, *, actor: Actor, now: datetime) -> SeriesWord:
    """Let the acting post's union number a series under this word from now on; numbers given before keep theirs."""
    check_sets_words(actor)
    if not WORD.fullmatch(word):
        raise Refused("发文代字用2至16个汉字，例如“宁工督”，不带年份和序号。", field="word")
    assert actor.post is not None
    with transaction.atomic():
        _check_free(series, word, union_id=actor.post.union_id)
        row, is_new = SeriesWord.objects.select_for_update().get_or_create(
            union_id=actor.post.union_id, series=series.code, defaults={"word": word, "set_at": now}
        )
        before = "" if is_new else row.word
        if before == word:
            return row
        row.word, row.set_at = word, now
        row.save(update_fields=["word", "set_at"])
        record(
            NewEvent(
                kind=SERIES_SET.code,
                at=now,
                doer=actor.doer,
                subject=Subject("organisation.union", actor.post.union_id, actor.post.union_name),
                data={"series": series.code, "before": before, "after": word},
            )
        )
    return row


def _check_free(series: NumberSeries, word: str, *, union_id: int) -> None:
    """Two series of a union under one word would share their numbers, so that none of them is without gaps."""
    if SeriesWord.objects.filter(union_id=union_id, word=word).exclude(series=series.code).exists():
        raise Refused(Sentence("本单位另一类文书已经用“{word}”编号，请换一个代字。", {"word": word}), field="word")
