"""Targets as rows of a list and a sheet, the overview of the drive, and what the page of one target shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.registers import Listed, read_newest
from zhijia.engines.indicators.reading import Reading, read_many
from zhijia.engines.visits.models import Visit
from zhijia.law.lights import Light
from zhijia.lib.phrases import listed
from zhijia.lib.spreadsheets.writing import SheetToWrite
from zhijia.organisation.exporting import MOST_ROWS
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.targets import rules
from zhijia.services.organising.targets.checks import is_office
from zhijia.services.organising.targets.codes import Obstacle, Priority, Reason
from zhijia.services.organising.targets.flow import TARGET_FLOW
from zhijia.services.organising.targets.models import FoundingNotice, OrganisingTarget, Silence
from zhijia.services.organising.targets.queries import (
    ASIDE_GROUP,
    DONE,
    ENDED,
    OPEN,
    Chosen,
    count_obstacles,
    count_stages,
    count_stalled,
    find_targets,
)
from zhijia.ui.components import Chip, Column, Fact, Stat, toggles, url_with
from zhijia.ui.reader import day_read
from zhijia.ui.wording import grouped

NUMBERS = (
    "organising.targets",
    "organising.targets_verified",
    "organising.targets_explained",
    "organising.targets_planned",
    "organising.targets_stalled",
    "organising.targets_done",
)


@dataclass(frozen=True, slots=True)
class Row:
    """One target, with its light and the words that it has."""

    target: OrganisingTarget
    url: str
    stage: str
    reasons: str
    light: str
    light_words: str


@dataclass(frozen=True, slots=True)
class Overview:
    """The four clears as numbers, the stages with their days, the obstacles by how often they are named."""

    stats: Sequence[Stat]
    stages: Sequence[Fact]
    obstacles: Sequence[Fact]
    stalled: int
    stalled_url: str
    may_list: bool


def read_list(actor: Actor, chosen: Chosen, *, today: date) -> Listed[Row]:
    """Targets in sight, newest first, at most `PAGE_SIZE` at once."""
    found, url = find_targets(actor, chosen, today=today), reverse("organising:targets")
    shown, page = read_newest(found, url, chosen.query, before=chosen.before)
    sheet = url_with(reverse("organising:targets_sheet"), chosen.query)
    return Listed([row_of(target, today=today) for target in shown], _chips(chosen), columns(), page, sheet)


def target_sheet(actor: Actor, chosen: Chosen, *, today: date) -> tuple[SheetToWrite, Sequence[Row]]:
    """What the filter leaves, all pages of it, as a sheet."""
    rows = [row_of(target, today=today) for target in find_targets(actor, chosen, today=today)[:MOST_ROWS]]
    body = [
        [
            row.target.case.number,
            row.target.enterprise.name,
            row.target.enterprise.territory.name,
            row.target.get_priority_display(),
            row.target.enterprise.headcount,
            row.stage,
            row.target.cadre_label,
            row.target.deadline,
            row.reasons,
            words_of(Obstacle, row.target.obstacles),
            getattr(row.target, "silent_since", None),
        ]
        for row in rows
    ]
    more = [_("列入理由"), _("建会障碍"), _("最近接触")]
    return SheetToWrite(_("建会对象"), [str(column.label) for column in columns()] + more, body), rows


def columns() -> list[Column]:
    return [
        Column(_("编号"), "mid"),
        Column(pgettext("one", "用人单位")),
        Column(_("属地工会"), "mid"),
        Column(_("重点级别"), "num"),
        Column(_("职工人数"), "num", is_number=True),
        Column(_("阶段"), "name"),
        Column(_("责任干部"), "mid"),
        Column(_("建会期限"), "mid"),
    ]


def row_of(target: OrganisingTarget, *, today: date) -> Row:
    light, words = light_of(target, today=today)
    stage = _(TARGET_FLOW.state(target.case.state).label)
    return Row(target, case_url(target.case_id), stage, words_of(Reason, target.reasons), light, words)


def light_of(target: OrganisingTarget, *, today: date) -> tuple[str, str]:
    """The light of its silence (OG-01) with the days it has lasted; nothing where no silence counts."""
    since = getattr(target, "silent_since", None)
    if since is None:
        return "", ""
    found = rules.light_of_silence(target.yellow_from, target.red_from, today=today)  # type: ignore[attr-defined]
    if found is Light.GREEN:
        return "", ""
    return str(found), _("%(n)s 天没有接触") % {"n": (today - since).days}


def words_of(choices: type[Reason] | type[Obstacle], codes: Sequence[str]) -> str:
    return listed([str(choices(code).label) for code in codes], _)


def read_overview(actor: Actor, *, today: date) -> Overview:
    """The drive in the reader's own subtree."""
    url, path = reverse("organising:targets"), actor.path
    lists = {
        "organising.targets_stalled": url_with(url, {"late": "1"}),
        "organising.targets_done": url_with(url, {"group": DONE}),
    }
    stats = [
        _stat(code, reading, lists.get(code, url)) for code, reading in read_many(NUMBERS, path=path, on=today).items()
    ]
    stages = [
        Fact(
            _(TARGET_FLOW.state(row.state).label),
            _number_of_targets(row.count),
            note=_("平均 %(n)s 天") % {"n": row.days},
            url=url_with(url, {"stage": row.state}),
        )
        for row in sorted(count_stages(actor, today=today), key=lambda row: _place(row.state))
    ]
    obstacles = [
        Fact(str(Obstacle(code).label), _number_of_targets(n), url=url_with(url, {"obstacle": code}))
        for code, n in count_obstacles(actor)
    ]
    late = url_with(url, {"late": "1"})
    return Overview(stats, stages, obstacles, count_stalled(actor, today=today), late, is_office(actor, path))


def _number_of_targets(count: int) -> str:
    return _("%(n)s 家单位") % {"n": grouped(count)}


def _place(state: str) -> int:
    return [known.code for known in TARGET_FLOW.states].index(state)


def _stat(code: str, reading: Reading, url: str) -> Stat:
    """The number; where no target has its union yet, that is said, and no rate of zero."""
    name = _(reading.indicator.name)
    if code == "organising.targets_done" and reading.denominator and not reading.numerator:
        return Stat(name, "—", note=_("还没有建成的"), url=url)
    return Stat(name, _shown(reading.value), unit=_(reading.indicator.unit), url=url)


def _shown(value: Any) -> str | None:
    return None if value is None else grouped(round(float(value), 1) if value.denominator != 1 else int(value))


def _chips(chosen: Chosen) -> list[Chip]:
    url = reverse("organising:targets")
    groups = [
        ("", _("全部")),
        (OPEN, _("推进中")),
        (ASIDE_GROUP, _("拒绝和暂缓")),
        (DONE, _("已建会")),
        (ENDED, _("注销迁出")),
    ]
    chips = [
        Chip(words, url_with(url, chosen.query, group=code or None), is_current=chosen.group == code)
        for code, words in groups
    ]
    priorities = [(one.value, str(one.label)) for one in Priority]
    if chosen.obstacle:
        words = str(Obstacle(chosen.obstacle).label)
        chips.append(Chip(words, url_with(url, chosen.query, obstacle=None), is_current=True))
    flags = (("late", _("久未接触"), chosen.is_late), ("mine", _("我负责的"), chosen.is_mine))
    return [
        *chips,
        *toggles(url, chosen.query, "priority", priorities, chosen=chosen.priority),
        *(
            Chip(words, url_with(url, chosen.query, **{name: None if on else "1"}), is_current=on)
            for name, words, on in flags
        ),
    ]


@Together
def _file(case: Any, target: Any) -> Sequence[QuerySet[Any]]:
    return (
        Visit.objects.filter(about=case).order_by("-visited_on", "-pk"),
        FoundingNotice.objects.filter(target=target).order_by("-pk"),
        Silence.objects.filter(target=target, to_on=None).order_by("pk"),
    )


def show_target(_actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Why it is on the list, who answers for it, how it went, and what the law counts instead of employees."""
    target: OrganisingTarget = OrganisingTarget.objects.select_related(
        "enterprise", "plan_task", "union", "founding"
    ).get(case=case)
    visits, notices, silences = _file.read(case.pk, target.pk)
    return {
        "facts": [*_facts(target), *_silence(silences, today)],
        "note": proxy_note(case, today),
        "visits": [_visit(visit) for visit in visits if visit.withdrawn_on is None],
        "notices": [
            Fact(
                _("发出 %(day)s") % {"day": day_read(row.sent_on)},
                _("%(day)s 由%(name)s签收") % {"day": day_read(row.served_on), "name": row.receiver}
                if row.served_on
                else _("待签收"),
                note=_("签发人 %(name)s") % {"name": row.signer},
            )
            for row in notices
        ],
    }


def proxy_note(case: Case, on: date) -> str:
    """That the list counts employees where the law counts members (OR-01)."""
    members = LocalLaw().rule("union.committee.members", place=case.place, on=on).number
    words = _(
        "法律按会员人数计：有会员 %(n)s 人以上的应当建立基层工会委员会。名单按职工人数估算，以实际发展的会员为准。"
    )
    return words % {"n": members}


def _facts(target: OrganisingTarget) -> list[Fact]:
    firm = target.enterprise
    facts = [
        Fact(
            _("职工人数"),
            _("未报") if firm.headcount is None else grouped(firm.headcount),
            url=reverse("organising:enterprise", args=[firm.pk]),
        ),
        Fact(_("重点级别"), target.get_priority_display(), note=words_of(Reason, target.reasons)),
        Fact(_("建会障碍"), words_of(Obstacle, target.obstacles) or _("未登记")),
        Fact(_("来源"), target.get_source_display()),
        Fact(_("责任干部"), target.cadre_label or _("未落实")),
    ]
    optional = (
        (_("包抓领导"), target.leader_label),
        (_("建会期限"), day_read(target.deadline)),
        (_("企业决策人"), target.decision_maker),
        (_("总部所在国家（地区）"), target.headquarters),
        (_("下一步"), f"{target.next_action} · {day_read(target.next_on)}" if target.next_action else ""),
        (_("提请监督日期"), day_read(target.escalated_on)),
    )
    facts += [Fact(name, words) for name, words in optional if words]
    if target.plan_task:
        facts.append(Fact(_("计划任务"), target.plan_task.number, url=case_url(target.plan_task.pk)))
    if target.founding:
        facts.append(Fact(_("筹建事项"), target.founding.number, url=case_url(target.founding.pk)))
    if target.union:
        url = reverse("organising:union", args=[target.union.pk])
        facts.append(Fact(_("覆盖工会"), target.union.name, note=day_read(target.organised_on), url=url))
    return facts


def _silence(silences: Sequence[Silence], today: date) -> list[Fact]:
    if not silences:
        return []
    (lasting,) = silences
    light = rules.light_of_silence(lasting.yellow_from, lasting.red_from, today=today)
    words = _("%(n)s 天") % {"n": (today - lasting.from_on).days}
    return [Fact(_("没有接触"), words, note="" if light is Light.GREEN else _(light.word))]


def _visit(visit: Visit) -> Fact:
    """上门 · 2026年11月3日, with whom, leading to the record."""
    told, on = visit.answers, day_read(visit.visited_on)
    label = f"{_(told['channel'])} · {on}" if told.get("channel") else on
    return Fact(label, told.get("matters", ""), note=told.get("their_people", ""), url=case_url(visit.case_id))
