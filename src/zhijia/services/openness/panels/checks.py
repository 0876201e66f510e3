"""What an examination shows: to the union everything that was looked at, to the employer what it was told and answered."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts, register_party_facts
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.openness.inspecting.flow import CHECK_FLOW, rectify_by
from zhijia.services.openness.inspecting.letters import problems_in_words
from zhijia.services.openness.models import CheckEntry, OpennessCheck
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def show_check(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Who examined what, each disclosure with its problems, the opinion, the answer; two queries."""
    check = OpennessCheck.objects.select_related("plan__case").get(case=case)
    entries = CheckEntry.objects.filter(check_of=check).select_related("disclosure").order_by("pk")
    facts = [Fact(_("计划"), check.plan.case.title, url=case_url(check.plan.case_id)), *_facts(check)]
    return {
        "facts": facts,
        "entries": [_entry(one, url=case_url(one.disclosure.case_id)) for one in entries],
        "opinion": _opinion(check),
    }


def show_to_party(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """What is wrong, what is asked by when, what was answered; nothing of what was in order."""
    check = OpennessCheck.objects.get(case=case)
    entries = CheckEntry.objects.filter(check_of=check).exclude(problems="").order_by("pk")
    return {"facts": _facts(check), "entries": [_entry(one) for one in entries], "opinion": _opinion(check)}


@Together
def _of_plan(case: Any) -> Sequence[QuerySet[Any]]:
    checks = OpennessCheck.objects.filter(plan__case=case, dropped_on=None).select_related("case").order_by("-pk")
    return (checks, CheckEntry.objects.filter(check_of__plan__case=case).exclude(problems="").order_by("pk"))


def checks_of_plan(case: Case) -> list[Fact]:
    """The examinations of a plan, newest first, each with how much it found; one query."""
    checks, entries = _of_plan.read(case.pk)
    found: dict[int, int] = {}
    for entry in entries:
        found[entry.check_of_id] = found.get(entry.check_of_id, 0) + 1
    return [_line(check, found.get(check.pk, 0)) for check in checks]


def _line(check: OpennessCheck, problems: int) -> Fact:
    words = ngettext("发现问题 %(n)d 项", "发现问题 %(n)d 项", problems) % {"n": problems}
    state = _(CHECK_FLOW.state(check.case.state).label)
    return Fact(
        day_read(check.checked_on),
        str(check.get_body_display()),
        note=f"{words} · {state}",
        url=case_url(check.case_id),
    )


def _facts(check: OpennessCheck) -> list[Fact]:
    return [
        Fact(_("检查主体"), str(check.get_body_display()), note=check.members),
        Fact(_("检查日期"), day_read(check.checked_on)),
    ]


def _entry(entry: CheckEntry, *, url: str = "") -> Fact:
    return Fact(entry.title, problems_in_words(entry) or _("没有问题"), note=entry.found, url=url)


def _opinion(check: OpennessCheck) -> list[Fact]:
    if check.sent_on is None:
        return []
    return list(_of_opinion(check))


def _of_opinion(check: OpennessCheck) -> Iterable[Fact]:
    last = rectify_by(check)
    yield Fact(_("整改要求"), check.demands, note=f"{check.get_delivery_display()} · {day_read(check.sent_on)}")
    if last:
        yield Fact(_("整改期限"), day_read(last))
    if check.answered_on:
        yield Fact(_("整改情况答复"), check.answer, note=day_read(check.answered_on))
    if check.accepted_on:
        yield Fact(_("验收意见"), check.note, note=f"{check.acceptor} · {day_read(check.accepted_on)}")


register_facts(CHECK_FLOW.code, "openness/_check.html", show_check)
register_party_facts(CHECK_FLOW.code, "openness/_check.html", show_to_party)
