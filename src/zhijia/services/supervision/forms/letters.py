"""What letters, answers and the department's decisions ask (documents 9 and 10)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.adjusting import extension_unit
from zhijia.engines.cases.flow import Turn, get_flow
from zhijia.engines.cases.models import Clock, ClockState
from zhijia.engines.cases.sharing import bureau_party, employer_party
from zhijia.engines.documents.turn_forms import (
    DayForm,
    Earlier,
    PaperMixin,
    PaperRecordForm,
    RecordForm,
    check_done,
    check_reaches,
    check_rectifies_later,
    day_widgets,
)
from zhijia.law.spans import Unit
from zhijia.services.supervision.checks.letters import EXTENSION_KEYS, latest_letter
from zhijia.services.supervision.forms.casework import check_past
from zhijia.services.supervision.models import Department, Letter, Reply
from zhijia.services.supervision.models.letters import Channel, Decision, LetterKind, Ruling
from zhijia.services.supervision.models.supervisions import Matter

ROWS = 4
DEMANDS = {Matter.BARGAINING: "自收到本函之日起依法书面答复集体协商要约，并与工会开展集体协商。"}
"""What a letter proposes to demand; it is Chinese, as the letter is."""


class LetterForm(RecordForm):
    """提示函: what was found, what it is against, what is asked. What the case knows already stands there."""

    class Meta:
        model = Letter
        fields: tuple[str, ...] = ("facts", "provisions", "demands", "rectify_by", "signer", "channel")
        widgets = day_widgets("rectify_by") | {
            name: forms.Textarea(attrs={"rows": ROWS}) for name in ("facts", "provisions", "demands")
        }
        help_texts = {
            "provisions": _("写明法律、法规名称和条款，一行一条。"),
            "demands": _("逐项写明，一行一项。"),
            "channel": _("对方经办人已开通账号的，在本系统送达；否则打印盖章后送达，再登记送达日期。"),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", _known(turn))
        super().__init__(*args, turn=turn, **options)
        self.fields["rectify_by"].required = False

    def clean_rectify_by(self) -> Any:
        day = self.cleaned_data["rectify_by"]
        return check_rectifies_later(day, self.turn) if day else day

    def clean_channel(self) -> Any:
        enterprise = self.turn.case.enterprise_id
        return _check_receives(self, employer_party(enterprise) if enterprise else "")


def _check_receives(form: RecordForm, party: str) -> Any:
    """The channel that was chosen; raises the error of its field."""
    channel = form.cleaned_data["channel"]
    if channel == Channel.ONLINE:
        check_reaches(party, form.turn)
    return channel


def _known(turn: Turn) -> dict[str, Any]:
    """Facts and provisions of the case, as the last investigation and the last letter left them."""
    last = latest_letter(turn.record)
    investigation = turn.record.investigations.order_by("-pk").first()
    found = investigation.found if investigation else turn.record.facts
    return {
        "facts": found,
        "provisions": last.provisions if last else turn.record.provisions,
        "demands": last.demands if last else DEMANDS.get(turn.record.matter, ""),
        "signer": turn.actor.name,
    }


class OpinionForm(LetterForm):
    """意见书: the same, with the day by which it is corrected."""

    class Meta(LetterForm.Meta):
        pass

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["rectify_by"].required = True


class ServedForm(PaperMixin, DayForm):
    """送达: the day on which the other side received the letter."""

    day_label = _("对方收到日期")

    def follows(self) -> Sequence[Earlier]:
        return days_of_letter(self.turn)


def days_of_letter(turn: Turn, *kinds: LetterKind) -> list[Earlier]:
    """When the open letter went out and was received, and what these days are called."""
    letter = latest_letter(turn.record, *kinds)
    return [(letter.sent_on, _("文书发出日期")), (letter.served_on, _("文书收到日期"))] if letter else []


class ReplyForm(PaperRecordForm):
    """答复: the employer decides, and says what it will do by when, or why not."""

    class Meta:
        model = Reply
        fields = ("decision", "text", "finishes_on", "signer", "replied_on")
        widgets = day_widgets("finishes_on", "replied_on") | {"text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"replied_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["finishes_on"].required = False

    def clean_replied_on(self) -> Any:
        after = days_of_letter(self.turn, LetterKind.PROMPT, LetterKind.OPINION)
        return check_done(self.cleaned_data["replied_on"], self.turn, *after)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("decision") == Decision.AGREE and not cleaned.get("finishes_on"):
            self.add_error("finishes_on", _("同意整改的，要写明完成日期。"))
        return cleaned


class RecommendForm(RecordForm):
    """建议书: to which department, on what evidence, with what suggestion."""

    class Meta:
        model = Letter
        fields = ("addressee", "facts", "provisions", "demands", "signer", "channel")
        labels = {"addressee": _("行政部门"), "facts": _("基本情况和证据清单"), "demands": _("处理建议")}
        widgets = {name: forms.Textarea(attrs={"rows": ROWS}) for name in ("facts", "provisions", "demands")}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {**_known(turn), "demands": ""})
        super().__init__(*args, turn=turn, **options)

    def clean_channel(self) -> Any:
        return _check_receives(self, bureau_party(self.turn.case.place))


class RulingForm(PaperMixin, forms.ModelForm):  # type: ignore[type-arg]
    """立案决定: the department opened a case, or declined with reasons."""

    class Meta:
        model = Department
        fields = ("ruling", "ruled_on", "number", "reason")
        widgets = day_widgets("ruled_on") | {"reason": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"ruled_on": turn.today})
        super().__init__(*args, turn=turn, **options)

    def clean_ruled_on(self) -> Any:
        return check_done(
            self.cleaned_data["ruled_on"], self.turn, *days_of_letter(self.turn, LetterKind.RECOMMENDATION)
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("ruling") == Ruling.DECLINED and not cleaned.get("reason"):
            self.add_error("reason", _("不予立案要书面说明理由。"))
        return cleaned


class ExtendForm(PaperMixin, forms.Form):
    """延长办理期限: which term of the department, by how much in its own unit, and why."""

    term: "forms.ModelChoiceField[Clock]" = forms.ModelChoiceField(label=_("期限"), queryset=None, empty_label=None)
    amount = forms.IntegerField(label=_("延长的天数"), min_value=1)
    reason = forms.CharField(label=_("延长原因"), widget=forms.Textarea(attrs={"rows": 3}), max_length=300)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        field = self.fields["term"]
        running = Clock.objects.filter(case=turn.case, name__in=EXTENSION_KEYS, state=ClockState.RUNNING)
        field.queryset = running.select_related("case").order_by("pk")  # type: ignore[attr-defined]
        field.label_from_instance = _label_of_term  # type: ignore[attr-defined]


def _label_of_term(clock: Clock) -> str:
    """劳动保障监察调查（工作日）: the term, and what its extension is counted in."""
    start = get_flow(clock.case.kind).clock(clock.name)
    unit = gettext("工作日") if extension_unit(clock) == Unit.WORKING_DAY else gettext("自然日")
    return f"{gettext(start.label) if start else clock.name}（{unit}）"


class HandledForm(PaperMixin, forms.ModelForm):  # type: ignore[type-arg]
    """处理结果: how the department's case ended, and when the union was told."""

    class Meta:
        model = Department
        fields = ("handled_on", "result", "told_union_on")
        widgets = day_widgets("handled_on", "told_union_on") | {"result": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"handled_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["handled_on"].required = True
        self.fields["result"].required = True
        self.fields["told_union_on"].required = False

    def clean_handled_on(self) -> Any:
        letter = latest_letter(self.turn.record, LetterKind.RECOMMENDATION)
        opened = getattr(letter, "department", None)
        return check_done(self.cleaned_data["handled_on"], self.turn, (opened and opened.ruled_on, _("立案决定日期")))

    def clean_told_union_on(self) -> Any:
        return check_past(self.cleaned_data["told_union_on"], self.turn)
