"""What drafts, votes and signatures ask."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.law.counting import add_months
from zhijia.services.bargaining.drafting.sources import BLANK, sources_of
from zhijia.services.bargaining.forms.parts import DayForm, OnTurn, RecordForm, check_done, check_follows, day_widgets
from zhijia.services.bargaining.models import Bargaining, Vote
from zhijia.services.bargaining.models.drafts import Assembly
from zhijia.ui.widgets import DayInput


class WriteDraftForm(OnTurn, forms.Form):
    """编写草案: which text it begins with, and the term of the contract."""

    source = forms.ChoiceField(label=_("从哪份文本开始"))
    term_from = forms.DateField(label=_("合同期限起"), widget=DayInput())
    term_to = forms.DateField(label=_("合同期限止"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        bargaining = turn.record
        options.setdefault("initial", _usual_term(bargaining, today=turn.today))
        super().__init__(*args, turn=turn, **options)
        found = [(source.code, source.label.said_in(gettext)) for source in sources_of(bargaining)]
        self.fields["source"].choices = [*found, (BLANK, _("空白，自己起草"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("term_from"), cleaned.get("term_to")
        if first and last and last <= first:
            self.add_error("term_to", _("合同期满日必须晚于起始日。"))
        return cleaned


def _usual_term(bargaining: Bargaining, *, today: date) -> dict[str, date]:
    """A year from the day after the last contract ends, or from the first day of the coming month."""
    previous = bargaining.previous
    first = previous.term_to + timedelta(days=1) if previous else add_months(today.replace(day=1), 1)
    return {"term_from": first, "term_to": add_months(first, 12) - timedelta(days=1)}


class InitialForm(OnTurn, forms.Form):
    """草案签字: both chiefs initial the latest draft, after they met and after it was written (CB-040)."""

    workers_initialled_on = forms.DateField(label=_("职工方首席代表签字日期"), widget=DayInput())
    employer_initialled_on = forms.DateField(label=_("用人单位方首席代表签字日期"), widget=DayInput())
    scan = EvidenceField(label=_("签字草案扫描件"))

    def clean_workers_initialled_on(self) -> Any:
        return self._after_talks("workers_initialled_on")

    def clean_employer_initialled_on(self) -> Any:
        return self._after_talks("employer_initialled_on")

    def _after_talks(self, name: str) -> Any:
        draft = self.turn.record.drafts.order_by("-version").first()
        met, made = (self.turn.record.first_meeting_on, _("首次会议日期")), (draft and draft.made_on, _("草案形成日期"))
        return check_done(self.cleaned_data[name], self.turn, met, made)


class TableForm(OnTurn, forms.Form):
    """提交职代会: which body votes, and when."""

    assembly = forms.ChoiceField(label=_("表决机构"), choices=Assembly.choices)
    planned_on = forms.DateField(label=_("拟表决日期"), widget=DayInput(), required=False)

    def clean_planned_on(self) -> Any:
        day = self.cleaned_data["planned_on"]
        return day and check_follows(day, (self.turn.today, _("今天")))


class VoteForm(RecordForm):
    """表决结果: the counts of the tally sheet. Whether it passed is computed (CB-042, CB-043)."""

    scan = EvidenceField(label=_("会议纪要和计票单扫描件"))

    class Meta:
        model = Vote
        fields = (
            "assembly",
            "session_label",
            "held_on",
            "entitled",
            "present",
            "issued",
            "returned",
            "yes",
            "no",
            "abstain",
            "invalid",
        )
        widgets = day_widgets("held_on")
        help_texts = {"entitled": _("在任代表总数；职工大会为在册职工总数。列席人员不计。")}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"held_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_held_on(self) -> Any:
        draft = self.turn.record.drafts.order_by("-version").first()
        signed = (draft.workers_initialled_on, draft.employer_initialled_on) if draft else ()
        after = [(day, _("草案签字日期")) for day in signed]
        return check_done(self.cleaned_data["held_on"], self.turn, *after)


class SignForm(DayForm):
    """签订: when both chiefs signed, and the signed text."""

    day_label = _("双方首席代表签字日期")
    by_chiefs = forms.BooleanField(label=_("由双方首席代表本人签字"))
    scan = EvidenceField(label=_("签字盖章文本扫描件"))
