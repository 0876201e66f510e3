"""What case pages show of supervision: its own facts, and beside a case of the same enterprise what came of it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.findings import present_findings
from zhijia.engines.cases.models import Case, CaseFinding
from zhijia.engines.cases.panels import register_beside, register_facts
from zhijia.organisation.models import Union
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.supervision.checks.grounds import BARGAINING, ground_of
from zhijia.services.supervision.flow import SUPERVISION_FLOW
from zhijia.services.supervision.models import (
    Clue,
    Department,
    Investigation,
    Investigator,
    Letter,
    Recheck,
    Referral,
    Reply,
    Supervision,
)
from zhijia.services.supervision.queries import supervision_of_origin
from zhijia.ui.components import Fact, url_with
from zhijia.ui.wording import full_date

ORGANISING = "organising.target"


@Together
def _file(case: Any, supervision: Any) -> Sequence[QuerySet[Any]]:
    sent = Letter.objects.filter(supervision=supervision)
    return (
        sent.order_by("-pk"),
        Reply.objects.filter(letter__supervision=supervision).order_by("pk"),
        Department.objects.filter(letter__supervision=supervision).order_by("pk"),
        Investigation.objects.filter(supervision=supervision).order_by("-pk"),
        Investigator.objects.filter(investigation__supervision=supervision).order_by("pk"),
        Recheck.objects.filter(supervision=supervision).order_by("-pk"),
        Referral.objects.filter(supervision=supervision).order_by("-pk"),
        CaseFinding.objects.filter(case=case).order_by("pk"),
        Union.objects.filter(
            Exists(sent.filter(union=OuterRef("pk")))
            | Exists(Supervision.objects.filter(pk=supervision, handled_by=OuterRef("pk")))
        ).order_by("pk"),
        Case.objects.filter(Exists(Supervision.objects.filter(pk=supervision, origin=OuterRef("pk")))).order_by("pk"),
    )


def show_supervision(actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Facts, investigations, letters with their answers, rechecks, referrals. Parts without rows are left out.

    An outside party reads the letters; what workers said and how the union came to know stays with the unions.
    """
    is_union, supervision = actor.post is not None, case.supervision
    letters, replies, departments, investigations, investigators, rechecks, referrals, findings, unions, origins = (
        _file.read(case.pk, supervision.pk)
    )
    names = {union.pk: union.name for union in unions}
    replied, ruled = ({row.letter_id: row for row in rows} for rows in (replies, departments))
    by_whom: dict[int, list[Investigator]] = {row.pk: [] for row in investigations}
    for person in investigators:
        by_whom[person.investigation_id].append(person)
    return {
        "facts": _facts(supervision, names, origins) if is_union else [_matter(supervision)],
        "supervision": supervision if is_union else None,
        "letters": [(row, names.get(row.union_id, ""), replied.get(row.pk), ruled.get(row.pk)) for row in letters],
        "investigations": [(row, by_whom[row.pk]) for row in investigations],
        "rechecks": rechecks,
        "referrals": referrals,
        "findings": present_findings(findings) if is_union else (),
    }


def _matter(supervision: Supervision) -> Fact:
    return Fact(_("监督内容"), supervision.get_matter_display())


def _facts(supervision: Supervision, names: Mapping[int, str], origins: Sequence[Case]) -> list[Fact]:
    language = get_language() or "zh-hans"
    first = full_date(supervision.occurred_from, language=language)
    last = full_date(supervision.occurred_to, language=language) if supervision.occurred_to else _("仍在继续")
    facts = [
        _matter(supervision),
        Fact(_("来源"), supervision.get_source_display()),
        Fact(_("承办工会"), names.get(supervision.handled_by_id, "")),
        Fact(_("行为发生日期"), f"{first} – {last}"),
    ]
    if supervision.people is not None:
        facts.append(Fact(_("涉及职工人数"), str(supervision.people)))
    facts += [Fact(_("来源事项"), row.number, url=reverse("cases:case", args=[row.pk])) for row in origins]
    if supervision.is_major:
        facts.append(Fact(_("重大事项"), _("是")))
    if supervision.told_on:
        facts.append(Fact(_("告知职工日期"), full_date(supervision.told_on, language=language)))
    return facts


def show_beside(actor: Actor, case: Case) -> Mapping[str, Any] | None:
    """Beside a bargaining: the supervision that came of it, or the way to open it once it accuses the employer (CB-004).

    Beside an enterprise to be organised: what its refusal came to (OG-03).
    """
    if case.kind == ORGANISING and actor.post is not None:
        return _beside_target(case)
    if case.kind != BARGAINING or case.enterprise_id is None or actor.post is None:
        return None
    found = supervision_of_origin(case)
    is_founded = found is not None or ground_of(case).is_founded
    if is_founded is False:
        return None
    opening = url_with(reverse("supervision:open", args=[case.union_id]), {"origin": case.pk})
    return {
        "supervision": found,
        "state": _(SUPERVISION_FLOW.state(found.case.state).label) if found else "",
        "url": reverse("cases:case", args=[found.case_id]) if found else "",
        "open_url": opening if is_founded and not found else "",
    }


def _beside_target(case: Case) -> Mapping[str, Any] | None:
    """Beside an enterprise that is to be organised: the clue that its refusal became, or the case."""
    clue = Clue.objects.filter(origin=case).select_related("supervision__case").order_by("-pk").first()
    if clue is None:
        return None
    found = getattr(clue, "supervision", None)
    opening = url_with(reverse("supervision:open", args=[clue.union_id]), {"clue": clue.pk})
    return {
        "supervision": found,
        "state": _(SUPERVISION_FLOW.state(found.case.state).label) if found else "",
        "url": reverse("cases:case", args=[found.case_id]) if found else "",
        "clue": clue,
        "open_url": opening if found is None and clue.dropped_on is None else "",
    }


register_facts(SUPERVISION_FLOW.code, "supervision/_facts.html", show_supervision)
register_beside("supervision.origin", "supervision/_beside.html", show_beside)
