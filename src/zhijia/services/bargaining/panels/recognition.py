"""What the page of a recognition shows: to the union which answer came, to the employer the contract it is asked about."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts, register_party_facts
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow.recognition import RECOGNITION_FLOW
from zhijia.services.bargaining.models import Recognition
from zhijia.services.bargaining.presenting.contracts import text_context
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read


def show_recognition(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Which contract was put before the employer, and what it answered."""
    recognition = _of(case)
    contract = recognition.contract
    about = Fact(_("集体合同"), contract.number, url=reverse("bargaining:contract", args=[contract.pk]))
    return {"facts": [about, *_facts(recognition)]}


def show_to_employer(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """The contract with its dates and its text, so that it can be read before it is recognised."""
    recognition = _of(case)
    return {"facts": _facts(recognition), **text_context(recognition.contract)}


def _of(case: Case) -> Recognition:
    return Recognition.objects.select_related("contract__draft").get(case=case)


def _facts(recognition: Recognition) -> list[Fact]:
    facts = [Fact(_("送达日期"), day_read(recognition.asked_on))]
    if recognition.reply_by:
        facts.append(Fact(_("希望答复日期"), day_read(recognition.reply_by)))
    if recognition.ended_on:
        answer = recognition.get_outcome_display()
        facts.append(Fact(_("结果"), f"{answer} · {day_read(recognition.ended_on)}", note=recognition.reason))
    return facts


register_facts(RECOGNITION_FLOW.code, "bargaining/_recognition.html", show_recognition)
register_party_facts(RECOGNITION_FLOW.code, "bargaining/_recognition.html", show_to_employer)
