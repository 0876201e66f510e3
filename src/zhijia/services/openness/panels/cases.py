"""What the pages of a plan and of a disclosure show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from zhijia.engines.cases.addresses import case_url
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts, register_party_facts
from zhijia.organisation.reading import Together
from zhijia.organisation.scopes import Actor
from zhijia.services.openness.asking.flow import QUESTION_FLOW
from zhijia.services.openness.disclosing.flow import DISCLOSURE_FLOW
from zhijia.services.openness.models import Disclosure, DisclosureQuestion, DisclosureText, OpennessPlan, PlanItem
from zhijia.services.openness.panels.checks import checks_of_plan
from zhijia.services.openness.planning.flow import PLAN_FLOW
from zhijia.services.openness.presenting.words import channels_read, satisfaction_read, share_read, title_read
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

MOST = 200
LEAST_ANSWERS = "statistics.least_answers"


@dataclass(frozen=True, slots=True)
class TextShown:
    heading: str
    text: str
    facts: Sequence[Fact]


@Together
def _plan_file(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        PlanItem.objects.filter(plan__case=case).order_by("pk"),
        Disclosure.objects.filter(item__plan__case=case).select_related("case", "item").order_by("-due_on", "-pk"),
    )


def show_plan(_actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """The plan with its matters, its examinations and every disclosure of it; three queries."""
    plan = OpennessPlan.objects.select_related("enterprise").get(case=case)
    items, disclosures = _plan_file.read(case.pk)
    return {
        "facts": _plan_facts(plan),
        "items": [_item(item) for item in items],
        "checks": checks_of_plan(case),
        "disclosures": [_disclosure(row, today) for row in disclosures[:MOST]],
    }


@Together
def _disclosure_file(case: Any) -> Sequence[QuerySet[Any]]:
    return (
        DisclosureText.objects.filter(disclosure__case=case).select_related("drafted_by").order_by("-version"),
        DisclosureQuestion.objects.filter(disclosure__case=case).select_related("case").order_by("-pk"),
    )


def show_disclosure(_actor: Actor, case: Case, today: date) -> Mapping[str, Any]:
    """Where it comes from, every version of its text, who read it in numbers, what was asked; three queries."""
    row = Disclosure.objects.select_related("item__plan__case").get(case=case)
    texts, questions = _disclosure_file.read(case.pk)
    plan = row.item.plan
    facts = [
        Fact(_("公开事项"), str(row.item), note=row.item.owner),
        Fact(pgettext("one", "计划"), plan.case.title, url=case_url(plan.case_id)),
    ]
    if row.happened_on:
        facts.append(Fact(_("发生（生效）日期"), day_read(row.happened_on)))
    if row.first_on and row.last_on:
        facts.append(Fact(_("期间"), f"{day_read(row.first_on)} — {day_read(row.last_on)}"))
    facts.append(Fact(_("公开期限"), day_read(row.due_on) if row.due_on else _("本地没有规定")))
    if row.published_on:
        least = LocalLaw().rule(LEAST_ANSWERS, place=case.place, on=today).number
        facts += [
            Fact(_("首次公开"), day_read(row.published_on)),
            Fact(_("职工阅读"), share_read(row), note=satisfaction_read(row, least=least)),
        ]
    return {
        "facts": facts,
        "texts": [_text(text, drafter=_drafter(text)) for text in texts],
        "questions": [_question(one) for one in questions[:MOST]],
    }


def show_to_employer(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """To whoever drafts it: the last day in time, every version of the text, why one came back."""
    row = Disclosure.objects.get(case=case)
    texts = DisclosureText.objects.filter(disclosure=row).order_by("-version")
    facts = [Fact(_("公开期限"), day_read(row.due_on) if row.due_on else _("本地没有规定"))]
    if row.published_on:
        facts.append(Fact(_("首次公开"), day_read(row.published_on)))
    return {"facts": facts, "texts": [_text(text, drafter=text.drafter) for text in texts]}


def show_question(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """What was asked about which disclosure, by whom if she gave her name, and the answer."""
    row = DisclosureQuestion.objects.select_related("disclosure__item", "asker").get(case=case)
    facts = [
        Fact(_("公开内容"), title_read(row.disclosure), url=case_url(row.disclosure.case_id)),
        Fact(_("提问人"), row.asker.name if row.asker else _("职工（不具名）"), note=day_read(row.asked_on)),
        Fact(_("问题"), row.text),
    ]
    if row.due_on and not row.answered_on:
        facts.append(Fact(_("答复期限"), day_read(row.due_on)))
    if row.answered_on:
        facts.append(Fact(_("答复"), row.answer, note=f"{row.answered_by} · {day_read(row.answered_on)}"))
    return {"facts": facts}


def _plan_facts(plan: OpennessPlan) -> list[Fact]:
    facts = [
        Fact(pgettext("one", "用人单位"), plan.enterprise.name, note=str(plan.get_ownership_display())),
        Fact(_("年度"), str(plan.year)),
        Fact(_("第一责任人"), plan.responsible or _("未登记"), note=plan.office),
        Fact(_("拟稿"), _("由单位在本系统拟稿") if plan.is_drafted_by_employer else _("由工会录入")),
    ]
    if plan.adopted_on:
        facts.append(Fact(_("施行日期"), day_read(plan.adopted_on)))
    if plan.reported_on:
        facts.append(Fact(_("向职代会报告"), day_read(plan.reported_on)))
    return facts


def _item(item: PlanItem) -> Fact:
    often = _("每%(n)d个月") % {"n": item.months} if item.months else _("逐件公开")
    note = " · ".join(filter(None, [item.owner, channels_read(item.channels)]))
    return Fact(str(item), often, note=note)


def _disclosure(row: Disclosure, today: date) -> Fact:
    state = _(DISCLOSURE_FLOW.state(row.case.state).label)
    return Fact(state, title_read(row), note=_when(row, today), url=case_url(row.case_id))


def _when(row: Disclosure, today: date) -> str:
    """By when it is disclosed, or that this day is over."""
    if row.due_on is None:
        return ""
    is_owed = row.published_on is None and row.waived_on is None
    words = _("已经过了期限：%(day)s") if is_owed and row.due_on < today else _("最迟 %(day)s")
    return words % {"day": day_read(row.due_on)}


def _question(row: DisclosureQuestion) -> Fact:
    state = _(QUESTION_FLOW.state(row.case.state).label)
    return Fact(day_read(row.asked_on), row.text, note=state, url=case_url(row.case_id))


def _drafter(text: DisclosureText) -> str:
    return text.drafter or (text.drafted_by.name if text.drafted_by else "")


def _text(text: DisclosureText, *, drafter: str) -> TextShown:
    facts = [Fact(_("拟稿"), drafter, note=day_read(text.drafted_on))]
    if text.remark:
        facts.append(Fact(_("退回意见"), text.remark))
    if text.reason:
        facts.append(Fact(_("更正原因"), text.reason))
    if text.checked_on:
        facts.append(Fact(_("审核"), text.checker, note=day_read(text.checked_on)))
    if text.is_secret:
        facts.append(Fact(_("涉及商业秘密，内容不公开"), text.secret_reason))
    if text.digest and text.from_on and text.to_on:
        span = f"{day_read(text.from_on)} — {day_read(text.to_on)}"
        facts += [Fact(_("公开期间"), span, note=channels_read(text.channels)), Fact(_("存证摘要"), text.digest)]
    return TextShown(_("第%(n)d版") % {"n": text.version}, text.text, facts)


register_facts(QUESTION_FLOW.code, "openness/_question.html", show_question)
register_facts(PLAN_FLOW.code, "openness/_plan.html", show_plan)
register_facts(DISCLOSURE_FLOW.code, "openness/_disclosure.html", show_disclosure)
register_party_facts(DISCLOSURE_FLOW.code, "openness/_disclosure.html", show_to_employer)
