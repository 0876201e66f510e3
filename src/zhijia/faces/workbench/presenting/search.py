"""What the search found, as groups of links."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from zhijia.engines.cases.flow import get_flow
from zhijia.engines.cases.models import Case
from zhijia.faces.addresses import page_of
from zhijia.organisation.models import Enterprise, Union


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found. `url` is empty where this installation has no page for it."""

    title: str
    note: str
    url: str


@dataclass(frozen=True, slots=True)
class Group:
    """Hits of one kind."""

    label: str
    icon: str
    hits: Sequence[Hit]


def present_unions(found: Sequence[Union]) -> Group:
    hits = [Hit(union.name, union.get_kind_display(), page_of("organising:union", union.pk)) for union in found]
    return Group(_("工会组织"), "tree", hits)


def present_enterprises(found: Sequence[Enterprise]) -> Group:
    hits = [Hit(row.name, row.credit_code, page_of("organising:enterprise", row.pk)) for row in found]
    return Group(_("用人单位"), "building", hits)


def present_cases(found: Sequence[Case]) -> Group:
    hits = [Hit(case.title, _case_note(case), get_flow(case.kind).url_of(case)) for case in found]
    return Group(_("事项"), "case", hits)


def _case_note(case: Case) -> str:
    flow = get_flow(case.kind)
    return f"{case.number} · {_(flow.label)} · {_(flow.state(case.state).label)}"
