"""The five facts of unions as a list and a sheet, and the register of their funds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.lib.phrases import listed
from zhijia.lib.sentences import gettext_noop
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.models import Union
from zhijia.organisation.queries import Cut, cut
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.standing import rules
from zhijia.services.organising.standing.models import FeeRecord
from zhijia.services.organising.standing.queries import (
    SHELL,
    Chosen,
    fees_visible_to,
    grassroots_of,
    life_of,
    with_life,
)
from zhijia.ui.components import Chip, Column, Fact, Page, page_before, url_with
from zhijia.ui.reader import day_read
from zhijia.ui.wording import grouped, yuan

PAGE_SIZE = 50
ORDER = ("path", "pk")
WANTING_WORDS: Mapping[str, str] = {
    rules.MEETING: gettext_noop("没有会议"),
    rules.ACTIVITY: gettext_noop("没有活动和走访"),
    rules.FEE: gettext_noop("没有拨缴经费"),
    rules.TERM: gettext_noop("届满或者没有届期"),
    rules.MEMBERS: gettext_noop("没有会员"),
}
SHELL_WORDS, LIVES, NEW = gettext_noop("空壳"), gettext_noop("运转正常"), gettext_noop("新成立")


@dataclass(frozen=True, slots=True)
class Row:
    """One union with its facts. `light` is red for a shell, yellow where something is missing."""

    union: Union
    life: rules.Life
    light: str
    words: str


@dataclass(frozen=True, slots=True)
class Listed:
    rows: Sequence[Row]
    chips: Sequence[Chip]
    columns: Sequence[Column]
    before_url: str
    after_url: str
    sheet_url: str


def read_life(actor: Actor, chosen: Chosen, *, today: date, after: int, before: int) -> Listed:
    """Grass-roots unions in tree order, a page of them."""
    found: Cut[Union] = cut(grassroots_of(actor, chosen, today=today), keys=ORDER, after=after, before=before)
    url = reverse("organising:life")
    return Listed(
        rows=_rows(found.rows, today=today),
        chips=_chips(chosen),
        columns=columns(),
        before_url=url_with(url, chosen.query, before=found.before) if found.before else "",
        after_url=url_with(url, chosen.query, after=found.after) if found.after else "",
        sheet_url=url_with(reverse("organising:life_sheet"), chosen.query),
    )


def life_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    unions = grassroots_of(actor, chosen, today=today).order_by(*ORDER)[:MOST_ROWS]
    rows = _rows(tuple(unions), today=today)
    body = [
        [
            row.union.name,
            row.life.meeting,
            row.life.activity,
            row.life.fee,
            row.life.term_to,
            row.life.members,
            row.words,
        ]
        for row in rows
    ]
    return SheetToWrite(_("组织活力"), [str(column.label) for column in columns()], body), rows


def columns() -> list[Column]:
    return [
        Column(_("工会")),
        Column(_("会议"), "mid"),
        Column(_("活动或者走访"), "mid"),
        Column(_("经费"), "mid"),
        Column(_("本届止"), "mid"),
        Column(_("会员"), "short", is_number=True),
        Column(_("活力"), "name"),
    ]


def _rows(unions: Sequence[Union], *, today: date) -> list[Row]:
    """In the order given: the facts are read only for the page."""
    read = with_life(Union.objects.filter(pk__in=[union.pk for union in unions]), today=today).in_bulk()
    return [row_of(read[union.pk], today=today) for union in unions]


def row_of(union: Union, *, today: date) -> Row:
    life = life_of(union)
    light, words = verdict_of(life, today=today)
    return Row(union, life, light, words)


def verdict_of(life: rules.Life, *, today: date) -> tuple[str, str]:
    """空壳, or what is missing, or that it runs."""
    if life.is_shell(today):
        return "late", _(SHELL_WORDS)
    missing = [_(WANTING_WORDS[fact]) for fact in life.missing(today)]
    if not missing:
        return "ok", _(LIVES)
    return ("none", _(NEW)) if life.is_new else ("behind", listed(missing, _))


def facts_of(union: Union, *, today: date) -> list[Fact]:
    """The five facts with their days, as the page of a union shows them."""
    life, none = life_of(union), _("近十二个月没有")
    return [
        Fact(_("会议"), day_read(life.meeting) or none),
        Fact(_("活动或者走访"), day_read(life.activity) or none),
        Fact(_("经费"), day_read(life.fee) or none),
        Fact(
            _("届期"),
            day_read(union.term_to) or _("没有登记"),
            note=_("届满") if union.term_to and union.term_to < today else "",
        ),
        Fact(_("会员"), _("%(n)s 人") % {"n": grouped(life.members)}),
    ]


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("organising:life")
    choices = [("", _("全部")), (SHELL, _(SHELL_WORDS)), *((code, _(words)) for code, words in WANTING_WORDS.items())]
    return [
        Chip(words, url_with(url, {"wanting": code or None}), is_current=chosen.wanting == code)
        for code, words in choices
    ]


def words_of_fee(fee: FeeRecord) -> str:
    """Whose, for which period, how much of it is there: above the form in which the rest is entered."""
    period = f"{day_read(fee.from_on)} — {day_read(fee.to_on)}"
    sums = _("应拨 %(due)s，已拨 %(paid)s") % {"due": yuan(fee.due), "paid": yuan(fee.paid)}
    return f"{fee.union.name} · {period} · {sums}"


@dataclass(frozen=True, slots=True)
class Fees:
    rows: Sequence[FeeRecord]
    chips: Sequence[Chip]
    columns: Sequence[Column]
    page: Page


def read_fees(actor: Actor, *, today: date, in_arrears: bool, before: int | None) -> Fees:
    """The register, newest entry first; `in_arrears` leaves what has been missing too long (FU-02)."""
    url, query = reverse("organising:fees"), {"arrears": "1" if in_arrears else None}
    found = fees_visible_to(actor).filter(Q(arrears_from__lte=today) if in_arrears else Q()).order_by("-pk")
    read = list((found if before is None else found.filter(pk__lt=before))[: PAGE_SIZE + 1])
    shown = read[:PAGE_SIZE]
    last = shown[-1].pk if shown else None
    page = page_before(url, query, found=len(read), size=PAGE_SIZE, last=last, is_first=before is None)
    chips = [
        Chip(_("全部"), url, is_current=not in_arrears),
        Chip(_("拖欠"), url_with(url, {"arrears": "1"}), is_current=in_arrears),
    ]
    heads = [
        Column(_("工会"), "long"),
        Column(_("所属期"), "long"),
        Column(_("应拨"), "mid", is_number=True),
        Column(_("已拨"), "mid", is_number=True),
        Column(_("拨缴日期"), "mid"),
    ]
    return Fees(shown, chips, heads, page)
