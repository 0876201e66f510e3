"""The page about one number: value, trend, targets, and what it consists of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.indicators.breakdowns import Breakdown, Scene, Share, break_down, get_scene
from zhijia.engines.indicators.declaring import can_report
from zhijia.engines.indicators.definitions import (
    KIND_WORDS,
    PERCENT,
    Indicator,
    Kind,
    UnknownIndicatorError,
    Year,
    get_indicator,
)
from zhijia.engines.indicators.models import Part
from zhijia.engines.indicators.reading import Reading
from zhijia.engines.indicators.records import GAP
from zhijia.faces.cockpit.board import days_to_read, read_frozen_targets
from zhijia.faces.cockpit.judging import JudgedTarget, judge, light_limits
from zhijia.faces.cockpit.looking import Look
from zhijia.faces.cockpit.wording import number_of, unit_words, value_words
from zhijia.law.periods import Period, year_of_statistics
from zhijia.law.resolver import declared_parameter
from zhijia.lib.phrases import noted
from zhijia.organisation.models.unions import TERRITORIAL_KINDS
from zhijia.organisation.overrides import parameter_overrides
from zhijia.services.plans.targets import CockpitTarget, targets_of_indicator
from zhijia.ui.charts import BarChart, BarItem, Tile, TileMap, TrendChart, TrendPoint
from zhijia.ui.components import Chip, Column, Crumb, Fact, Stat
from zhijia.ui.wording import full_date, grouped, short_date

TILES_IN_A_ROW = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the breakdown table. `url` opens the unit's own page, `list_url` its list."""

    label: str
    url: str
    list_url: str
    reading: Reading
    spark: Sequence[float | None]

    @property
    def value(self) -> str:
        return value_words(self.reading)


@dataclass(frozen=True, slots=True)
class NumberPage:
    """Everything the page about one number shows."""

    indicator: Indicator
    scene: Scene
    crumbs: tuple[Crumb, ...]
    whole: Line
    lines: tuple[Line, ...]
    columns: tuple[Column, ...]
    bars: BarChart
    trend: TrendChart
    judged: JudgedTarget | None
    frozen: Reading | None
    facts: tuple[Fact, ...]
    years: tuple[Chip, ...]
    lists: tuple[Stat, ...]
    recount_url: str
    sheet_url: str
    report_url: str
    target_url: str

    @property
    def is_of_target(self) -> bool:
        """Whether the value shown is the one that the target is judged by; after its period it is that of another day."""
        return self.judged is not None and self.judged.reading.as_of == self.whole.reading.as_of

    @property
    def unit(self) -> str:
        return unit_words(self.indicator)

    @property
    def frozen_value(self) -> str:
        return value_words(self.frozen) if self.frozen else ""

    @property
    def is_ratio(self) -> bool:
        return self.indicator.kind is Kind.RATIO


def find_indicator(code: str) -> Indicator:
    """The indicator that an address names, or not found."""
    try:
        return get_indicator(code)
    except UnknownIndicatorError:
        raise Http404 from None


def read_number(look: Look, code: str) -> NumberPage:
    """One number at a node on a day, with its units, its year and its targets."""
    indicator = find_indicator(code)
    scene = get_scene(look.actor, look.at, on=look.on)
    targets = targets_of_indicator(look.actor, code, on=look.on)[:1]
    breakdown = break_down(indicator, scene, days=days_to_read(targets, on=look.on))
    judged = _judge(look, targets, breakdown)
    lines = tuple(_line(look, indicator, share) for share in breakdown.shares)
    return NumberPage(
        indicator=indicator,
        scene=scene,
        crumbs=crumbs(look, indicator, scene),
        whole=_line(look, indicator, breakdown.whole),
        lines=lines,
        columns=_columns(indicator),
        bars=_bars(indicator, lines, judged),
        trend=_trend(indicator, breakdown.whole, judged),
        judged=judged,
        frozen=next(iter(read_frozen_targets(targets, at=look.at).values()), None),
        facts=(*definition_facts(indicator), *_period(look, indicator)),
        years=_years(look, indicator),
        lists=_lists(look, indicator, breakdown.whole.reading),
        recount_url=look.recount_url(code),
        sheet_url=look.sheet_url(code),
        report_url=look.report_url(code) if indicator.is_declared and can_report(look.actor, scene.node) else "",
        target_url=look.on_day(judged.reading.as_of).number_url(code) if judged else "",
    )


def read_map(look: Look, code: str) -> TileMap:
    """The units of a node as tiles, coloured by one number."""
    indicator = find_indicator(code)
    scene = get_scene(look.actor, look.at, on=look.on)
    shares = break_down(indicator, scene, days=[look.on]).shares
    places = [share for share in shares if share.union and share.union.kind in TERRITORIAL_KINDS]
    tiles = tuple(
        Tile(
            label=unit_label(share),
            value=number_of(share.reading),
            column=nth % TILES_IN_A_ROW,
            row=nth // TILES_IN_A_ROW,
            url=look.number_url(code, at=share.union.path if share.union else ""),
        )
        for nth, share in enumerate(places)
    )
    return TileMap(_(indicator.name), tiles, unit_words(indicator), _("颜色越深，数值越高；点开看该地构成"))


def crumbs(look: Look, indicator: Indicator, scene: Scene) -> tuple[Crumb, ...]:
    """From the board down the tree to the node looked at."""
    way = tuple(
        Crumb(union.short_name or union.name, look.number_url(indicator.code, at=union.path))
        for union in scene.way[:-1]
    )
    return (Crumb(_("总览"), look.home_url(at="")), *way, Crumb(scene.node.short_name or scene.node.name))


def definition_facts(indicator: Indicator) -> tuple[Fact, ...]:
    """What is counted, how, and from where."""
    rule = declared_parameter(indicator.parameter) if indicator.parameter else None
    threshold = [Fact(_("所依参数"), rule.label_in(get_language() or "zh-hans"), note=rule.key)] if rule else []
    source = _("各级工会填报，每次都有佐证和填报人") if indicator.is_declared else _("由系统按办理记录计算，不能手填")
    return (
        Fact(_("口径"), _(indicator.definition)),
        Fact(_("算法"), _("分子 ÷ 分母 × 100") if indicator.kind is Kind.RATIO else _(KIND_WORDS[indicator.kind])),
        *threshold,
        Fact(_("来源"), source),
        Fact(_("口径版本"), indicator.version),
    )


def unit_label(share: Share) -> str:
    """The short name of a unit; what hangs on the node itself is called so."""
    return (share.union.short_name or share.union.name) if share.union else _("本级及直属")


def _years(look: Look, indicator: Indicator) -> tuple[Chip, ...]:
    """The same number by the calendar year and by the union's, where it is counted by both."""
    if indicator.year is None:
        return ()
    is_union = indicator.year is Year.UNION
    calendar, union = sorted((indicator.code, indicator.other_year), key=len)
    return (
        Chip(_("自然年"), look.number_url(calendar), is_current=not is_union),
        Chip(_("工会统计年度"), look.number_url(union), is_current=is_union),
    )


def _period(look: Look, indicator: Indicator) -> tuple[Fact, ...]:
    """The year in which the day lies that is looked at (ST-03)."""
    if indicator.year is None:
        return ()
    year = Period(date(look.on.year, 1, 1), date(look.on.year, 12, 31))
    if indicator.year is Year.UNION:
        place = look.actor.post.place if look.actor.post else ""
        year = year_of_statistics(LocalLaw().rule("statistics.year_start", place=place, on=look.on), look.on)
    language = get_language() or "zh-hans"
    words = f"{full_date(year.first, language=language)} – {full_date(year.last, language=language)}"
    return (Fact(_("统计期间"), words),)


def _line(look: Look, indicator: Indicator, share: Share) -> Line:
    where: dict[str, object] = {"at": share.union.path} if share.union else {"own": 1}
    if share.union and share.union.path == look.actor.path:
        where = {"at": ""}
    return Line(
        label=unit_label(share),
        url=look.number_url(indicator.code, **where) if share.union else "",
        list_url=look.list_url(indicator.code, **where),
        reading=share.reading,
        spark=[number_of(reading) for reading in share.history],
    )


def _judge(look: Look, targets: Sequence[CockpitTarget], breakdown: Breakdown) -> JudgedTarget | None:
    """The first target as the board shows it: on its last day, which the board links to, with the light of today."""
    if not targets:
        return None
    place = look.actor.post.place if look.actor.post else ""
    limits = light_limits(place, on=look.on, overrides=parameter_overrides())
    target = targets[0]
    on = look.today if look.on == target.period_to else look.on
    return judge(target, breakdown.whole.history, at=look.at, on=on, limits=limits, names={})


def _bars(indicator: Indicator, lines: Sequence[Line], judged: JudgedTarget | None) -> BarChart:
    aim = judged.aim if judged and indicator.kind is Kind.RATIO else None
    items = tuple(BarItem(line.label, number_of(line.reading), aim, line.url or line.list_url) for line in lines)
    return BarChart(_("各单位构成"), items, unit_words(indicator))


def _trend(indicator: Indicator, share: Share, judged: JudgedTarget | None) -> TrendChart:
    points = tuple(
        TrendPoint(short_date(r.as_of, language=get_language() or "zh-hans"), number_of(r)) for r in share.history
    )
    aim = judged.aim if judged and judged.is_own else None
    return TrendChart(_("近一年"), points, unit_words(indicator), aim)


def _columns(indicator: Indicator) -> tuple[Column, ...]:
    heads = [Column(_("工会"))]
    if indicator.kind is Kind.RATIO:
        heads += [
            Column(_("分子"), "num", is_number=True),
            Column(_("分母"), "num", is_number=True),
            Column(_("尚缺"), "num", is_number=True),
        ]
    value = PERCENT if indicator.kind is Kind.RATIO else noted(_("数值"), _(indicator.unit), _)
    return (*heads, Column(value, "mid", is_number=True), Column(_("近一年"), "short"), Column(_("清单"), "act"))


def _lists(look: Look, indicator: Indicator, reading: Reading) -> tuple[Stat, ...]:
    """The lists behind the number, each with how much it holds."""
    unit = _(indicator.unit) if indicator.kind is not Kind.RATIO else ""
    if indicator.kind is not Kind.RATIO:
        number = grouped(reading.numerator) if reading.is_reported else None
        return (Stat(_("清单"), number, unit, look.list_url(indicator.code)),)
    whole = look.list_url(indicator.code, part=Part.DENOMINATOR.value)
    both = (
        Stat(_("分子"), grouped(reading.numerator), unit, look.list_url(indicator.code)),
        Stat(_("分母"), grouped(reading.denominator or 0), unit, whole),
    )
    if indicator.is_declared or not indicator.has_gap:
        return both
    return (*both, Stat(_("尚缺"), grouped(reading.gap), unit, look.list_url(indicator.code, part=GAP)))
