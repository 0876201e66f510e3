"""Every parameter of the law as a page that can be checked without reading code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.law.places import name_of
from zhijia.law.resolver import Override, all_parameters, parameter
from zhijia.law.spans import Unit
from zhijia.law.texts import Pack, packs_in_force
from zhijia.law.usage import usage_of
from zhijia.law.versions import BOUND_WORDS, DUTY, Confidence, Parameter, Topic, Version, amount_of
from zhijia.lib.findings import Severity
from zhijia.lib.phrases import clauses, listed
from zhijia.lib.sentences import Sentence, gettext_noop
from zhijia.ui.components import Chip, Column, url_with

SEVERITY_WORDS = {
    Severity.BLOCK: gettext_noop("不符合的不能办理"),
    Severity.WARN: gettext_noop("不符合的提醒"),
    Severity.INFO: gettext_noop("只作记录"),
}
OUR_ROW = gettext_noop("本市录入")
DAYS = (Unit.NATURAL_DAY, Unit.WORKING_DAY, Unit.MONTH, Unit.YEAR)


@dataclass(frozen=True)
class Asked:
    """What the reader looks for: a topic, and words or a rule's number."""

    topic: str
    words: str


@dataclass(frozen=True)
class ValueLine:
    """One value: where, when, by which text, how it is known and how hard it bites. `is_current`: it decides here today."""

    place: str
    first: date | None
    last: date | None
    value: str
    source: str
    note: str
    confidence: str
    severity: str
    is_current: bool


@dataclass(frozen=True)
class Entry:
    """One parameter with its rules, what the product does with it, how it is counted in words, and its values.

    `usage` is empty for what the product looks up.
    """

    key: str
    name: str
    rules: str
    usage: str
    counting: str
    lines: Sequence[ValueLine]


@dataclass(frozen=True)
class Section:
    """A topic with those of its parameters that are asked for."""

    code: str
    name: str
    entries: Sequence[Entry]


@dataclass(frozen=True)
class ParametersPage:
    """The whole page; `chips` are the topics."""

    asked: Asked
    place: str
    sections: Sequence[Section]
    total: int
    chips: Sequence[Chip]
    packs: Sequence[Pack]
    columns: Sequence[Column]


def read_parameters_page(asked: Asked, *, place: str, today: date, overrides: Sequence[Override]) -> ParametersPage:
    """The parameters that are asked for, as they hold in a place today, with every value of every place beside."""
    found = [one for one in all_parameters().values() if _is_asked_for(one, asked)]
    topics = sorted({one.topic for one in all_parameters().values()}, key=lambda topic: topic.order)
    sections = [
        Section(
            topic.code,
            topic.name.said_in(_),
            [_entry(one, place=place, today=today, overrides=overrides) for one in found if one.topic == topic],
        )
        for topic in topics
    ]
    return ParametersPage(
        asked=asked,
        place=name_of(place).said_in(_),
        sections=[section for section in sections if section.entries],
        total=len(found),
        chips=_chips(asked, topics),
        packs=packs_in_force(place=place, on=today),
        columns=_columns(),
    )


def _is_asked_for(one: Parameter, asked: Asked) -> bool:
    if asked.topic and one.topic.code != asked.topic:
        return False
    sources = (f"{version.source.title}{version.source.article or ''}" for version in one.versions)
    text = " ".join((one.key, *one.rules, *one.label.values(), *sources)).lower()
    return all(word in text for word in asked.words.lower().split())


def _entry(one: Parameter, *, place: str, today: date, overrides: Sequence[Override]) -> Entry:
    texts = parameter(one.key, place=place, on=today, overrides=overrides).texts
    current = {text.id for text in texts}
    own = [row.as_version(one) for row in overrides if row.key == one.key]
    return Entry(
        key=one.key,
        name=one.name.said_in(_),
        rules=listed(one.rules, _),
        usage=_(usage_of(one).word) if usage_of(one).word else "",
        counting=clauses(_counting(one, texts), _),
        lines=[_line(version, is_current=version.id in current) for version in (*own, *one.versions)],
    )


def _counting(one: Parameter, texts: Sequence[Version]) -> Iterator[str]:
    """How the parameter is applied, in words."""
    if one.unit in DAYS and one.is_backward:
        yield _("从事由当日往前数，当日不计入")
    elif one.unit in DAYS:
        yield _("当日不计入，从次日起数")
    if one.unit in (Unit.NATURAL_DAY, Unit.MONTH, Unit.YEAR):
        yield _rest_days(one)
    if one.stricter_blocks:
        yield _("几种规定不一致的，从严")
    elif one.bound and len(texts) > 1:
        yield _("几种规定不一致的，超过宽的按其力度处理，超过严的提醒")
    if one.opens_supervision:
        yield _("违反的，可以发工会劳动法律监督文书")


def _rest_days(one: Parameter) -> str:
    if not one.rolls:
        return _("最后一日是休息日的，不移动")
    return (
        _("最后一日是休息日的，提前到前一个工作日") if one.is_backward else _("最后一日是休息日的，顺延到下一个工作日")
    )


def _line(version: Version, *, is_current: bool) -> ValueLine:
    return ValueLine(
        place=name_of(version.place).said_in(_),
        first=version.valid_from,
        last=version.valid_to,
        value=value_in_words(version),
        source=version.source.cited.said_in(_),
        note=version.source.note,
        confidence=_known(version),
        severity=_(SEVERITY_WORDS[version.severity]) if version.value is not None and not version.is_elsewhere else "",
        is_current=is_current,
    )


def _known(version: Version) -> str:
    """How the value is known; of a text that nobody read, that it is to be read."""
    if version.value is None:
        return _("待补录")
    word = _(version.confidence.word)
    return word if not version.reference or version.confidence is Confidence.OWN else clauses((_(OUR_ROW), word), _)


def value_in_words(version: Version) -> str:
    """The value with its unit and the side from which it binds."""
    if version.value is None:
        return _("未知")
    if version.unit == DUTY:
        return _("须做到") if version.value else _("不要求")
    if isinstance(version.value, tuple):
        return listed((amount_of(number, version.unit).said_in(_) for number in version.value), _)
    amount = amount_of(version.value, version.unit)
    if version.bound is None:
        return amount.said_in(_)
    return Sentence("{bound}{amount}", {"bound": Sentence(BOUND_WORDS[version.bound]), "amount": amount}).said_in(_)


def _chips(asked: Asked, topics: Sequence[Topic]) -> list[Chip]:
    path = reverse("organising:parameters")
    everything = Chip(_("全部"), url_with(path, {"q": asked.words}), is_current=not asked.topic)
    return [
        everything,
        *(
            Chip(
                topic.name.said_in(_),
                url_with(path, {"q": asked.words, "topic": topic.code}),
                is_current=asked.topic == topic.code,
            )
            for topic in topics
        ),
    ]


def _columns() -> list[Column]:
    return [
        Column(_("地区"), width="short"),
        Column(_("适用期间"), width="name"),
        Column(_("数值"), width="mid"),
        Column(_("依据")),
        Column(_("确信度"), width="mid"),
        Column(_("力度"), width="mid"),
    ]
