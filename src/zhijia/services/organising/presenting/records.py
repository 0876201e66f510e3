"""Facts and timelines of records, in words."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.lib.industries import Edition, find_section
from zhijia.lib.phrases import clauses, listed, noted, titled
from zhijia.lib.registration_types import find_registration_type
from zhijia.organisation.models import Enterprise, Person, Post, Union
from zhijia.trail.kinds import get_kind
from zhijia.trail.models import Event
from zhijia.ui.components import Fact, TimelineEntry
from zhijia.ui.reader import day_read


def union_facts(union: Union, *, edit_url: str = "") -> list[Fact]:
    """What is known of a union. `edit_url` is where a missing fact is filled in."""
    term = f"{day_read(union.term_from)} — {day_read(union.term_to)}" if union.term_to else ""
    return [
        Fact(_("类别"), union.get_kind_display()),
        Fact(_("统一社会信用代码"), union.credit_code, url="" if union.credit_code else edit_url),
        Fact(_("行政区划"), union.place),
        Fact(_("归口"), union.reporting_group or _("无")),
        Fact(_("成立日期"), day_read(union.founded_on), url="" if union.founded_on else edit_url),
        Fact(_("本届任期"), term, url="" if term else edit_url),
        *([Fact(_("撤销日期"), day_read(union.closed_on))] if union.closed_on else []),
    ]


def enterprise_facts(enterprise: Enterprise, *, edit_url: str = "") -> list[Fact]:
    """What is known of an enterprise."""
    counts = [
        (_("职工总数"), enterprise.headcount),
        (_("女职工"), enterprise.women),
        (_("农民工"), enterprise.migrants),
        (_("劳务派遣"), enterprise.dispatched),
    ]
    return [
        Fact(_("统一社会信用代码"), enterprise.credit_code),
        Fact(_("属地工会"), enterprise.territory.name),
        Fact(_("行政区划"), enterprise.place),
        Fact(_("行业"), industry_name(enterprise)),
        Fact(_("登记注册类型"), ownership_name(enterprise.ownership)),
        Fact(_("住所"), enterprise.address, url="" if enterprise.address else edit_url),
        Fact(_("法定代表人"), enterprise.legal_representative, url="" if enterprise.legal_representative else edit_url),
        Fact(_("成立日期"), day_read(enterprise.founded_on), url="" if enterprise.founded_on else edit_url),
        *(
            Fact(label, "" if n is None else _("%(n)s 人") % {"n": n}, url=edit_url if n is None else "")
            for label, n in counts
        ),
        *([Fact(_("注销日期"), day_read(enterprise.closed_on))] if enterprise.closed_on else []),
    ]


def industry_name(enterprise: Enterprise) -> str:
    """The section in words, with the finer code where one is known."""
    edition = Edition(int(enterprise.industry_edition))
    section = find_section(enterprise.industry_section, edition)
    name = section.name_in(get_language() or "zh-hans") if section else enterprise.industry_section
    return f"{enterprise.industry_section} {name} {enterprise.industry_code}".strip()


def ownership_name(code: str) -> str:
    """The registration type in words."""
    found = find_registration_type(code)
    return f"{code} {found.name_in(get_language() or 'zh-hans')}" if found else code


def timeline_of(events: Iterable[Event]) -> list[TimelineEntry]:
    """What happened to a record, newest first."""
    return [
        TimelineEntry(text=get_kind(event.kind).words, at=event.at, who=_who(event), note=_change_of(event))
        for event in events
    ]


def vacancy_note(post: Post) -> str:
    """Who holds a post today, or that nobody does; `current` was fetched with the post."""
    held = post.current  # type: ignore[attr-defined]
    if not held:
        return _("空缺")
    return listed((noted(holding.person.name, _("代理") if holding.kind == "deputy" else "", _) for holding in held), _)


def union_url(pk: int) -> str:
    return reverse("organising:union", args=[pk])


def _who(event: Event) -> str:
    return noted(_(event.actor_label), event.post_label, _)


def _change_of(event: Event) -> str:
    """The other party of an act, or the names of the changed facts with old and new value."""
    data = event.data
    if "old_parent_name" in data:
        return noted(f"{data['old_parent_name']} → {data['parent_name']}", str(data["basis"]), _)
    named = [
        str(data[key])
        for key in ("person_name", "union_name", "enterprise_name", "parent_name", "post_title")
        if key in data
    ]
    if named:
        return listed(named, _)
    if reason := data.get("reason"):
        return str(reason)
    if event.kind == "organising.fee_recorded":
        first, last = (day_read(date.fromisoformat(end)) for end in data["period"])
        return _("所属期 %(first)s — %(last)s") % {"first": first, "last": last}
    if isinstance(fields := data.get("fields"), list):
        names = listed((_(str(_OF_PEOPLE.get(name, name))) for name in fields), _)
        return clauses([text for text in (names, str(data.get("ground", ""))) if text], _)
    changes = [titled(_field_label(key), f"{_shown(old)} → {_shown(new)}", _) for key, (old, new) in _pairs(data)]
    return clauses(changes, _)


def _pairs(data: dict[str, object]) -> list[tuple[str, tuple[object, object]]]:
    return [(key, (value[0], value[1])) for key, value in data.items() if isinstance(value, list) and len(value) == 2]


def _shown(value: object) -> str:
    return _("空") if value in (None, "") else str(value)


_OF_PEOPLE = {field.name: field.verbose_name for field in Person._meta.get_fields() if hasattr(field, "verbose_name")}
"""Facts of people, of which the log keeps which and never what."""
_LABELS = {
    field.name: field.verbose_name
    for model in (Enterprise, Union)
    for field in model._meta.get_fields()
    if hasattr(field, "verbose_name")
}


def _field_label(name: str) -> str:
    return str(_LABELS.get(name, name))
