"""What the case page shows of a worker's question."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.organisation.scopes import Actor
from zhijia.services.bargaining.flow.questioning import QUESTION_FLOW
from zhijia.services.bargaining.models import ContractQuestion
from zhijia.ui.components import Fact
from zhijia.ui.wording import full_date


def show_question(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """Who asks what about which clause, by when she is answered, and the answer."""
    question = ContractQuestion.objects.select_related("contract", "clause", "asker").get(case=case)
    language = get_language() or "zh-hans"
    promised = full_date(question.promised_on, language=language) if question.promised_on else ""
    contract = question.contract
    facts = [
        Fact(_("集体合同"), contract.number, url=reverse("bargaining:contract", args=[contract.pk])),
        Fact(_("合同条款"), question.clause.title if question.clause else _("整份合同")),
        Fact(_("提问人"), question.asker.name),
        Fact(_("提问日期"), full_date(question.asked_on, language=language)),
        Fact(_("答复时限"), promised or _("本地没有规定期限，请承诺一个日期")),
    ]
    return {"facts": facts, "question": question}


register_facts(QUESTION_FLOW.code, "bargaining/_question.html", show_question)
