"""What case pages show of supervision: its own facts, and beside a case of the same enterprise what came of it."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_beside, register_facts
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import Letter, Supervision
from zhijia.services.supervision.queries import supervision_of_origin
from zhijia.ui.components import Fact, url_with
from zhijia.ui.wording import full_date

REFUSED = ("bargaining.case", "refused")
"""The kind and state of a case after which supervision is opened in one click; by name, as events are."""


def show_supervision(actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Facts, investigations, letters with their answers, rechecks, referrals. Parts without rows are left out.

    An outside party reads the letters; what workers said and how the union came to know stays with the unions.
    """
    is_union = actor.post is not None
    found, letters = Supervision.objects.all(), Letter.objects.select_related("reply", "department")
    if is_union:
        found, letters = found.select_related("origin", "handled_by"), letters.select_related("union")
    supervision = found.get(case=case)
    letters = letters.filter(supervision=supervision).order_by("-pk")
    return {
        "facts": _facts(supervision) if is_union else [Fact(_("监督内容"), supervision.get_matter_display())],
        "supervision": supervision if is_union else None,
        "letters": [(row, getattr(row, "reply", None), getattr(row, "department", None)) for row in letters],
        "investigations": supervision.investigations.prefetch_related("investigators").order_by("-pk"),
        "rechecks": supervision.rechecks.order_by("-pk"),
        "referrals": supervision.referrals.order_by("-pk"),
        "findings": list(_findings(case)) if is_union else (),
    }


def _facts(supervision: Supervision) -> list[Fact]:
    language = get_language() or "zh-hans"
    first = full_date(supervision.occurred_from, language=language)
    last = full_date(supervision.occurred_to, language=language) if supervision.occurred_to else _("仍在继续")
    facts = [
        Fact(_("监督内容"), supervision.get_matter_display()),
        Fact(_("来源"), supervision.get_source_display()),
        Fact(_("承办工会"), supervision.handled_by.name),
        Fact(_("行为发生日期"), f"{first} – {last}"),
    ]
    if supervision.people is not None:
        facts.append(Fact(_("涉及职工人数"), str(supervision.people)))
    if supervision.origin:
        url = reverse("cases:case", args=[supervision.origin_id])
        facts.append(Fact(_("来源事项"), supervision.origin.number, url=url))
    if supervision.is_major:
        facts.append(Fact(_("重大事项"), _("是")))
    if supervision.told_on:
        facts.append(Fact(_("告知职工日期"), full_date(supervision.told_on, language=language)))
    return facts


def _findings(case: Case) -> Iterable[tuple[str, str]]:
    """Warnings that moves passed with: rule id and sentence in the reader's language."""
    is_english = (get_language() or "").startswith("en")
    for row in case.findings.order_by("pk"):
        yield row.rule, row.text_en if is_english else row.text


def show_beside(actor: Actor, case: Case) -> Mapping[str, Any] | None:
    """Beside a bargaining: the supervision that came of it, or the way to open it once the employer refused."""
    if case.kind != REFUSED[0] or case.enterprise_id is None or actor.post is None:
        return None
    found = supervision_of_origin(case)
    if found is None and case.state != REFUSED[1]:
        return None
    opening = url_with(reverse("supervision:open", args=[case.union_id]), {"origin": case.pk})
    return {
        "supervision": found,
        "state": _(SUPERVISION_FLOW.state(found.case.state).label) if found else "",
        "url": reverse("cases:case", args=[found.case_id]) if found else "",
        "open_url": "" if found else opening,
    }


register_facts(SUPERVISION_FLOW.code, "supervision/_facts.html", show_supervision)
register_beside("supervision.origin", "supervision/_beside.html", show_beside)
