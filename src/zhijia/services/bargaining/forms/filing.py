"""What filing and review ask (documents 6 and 7)."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sharing import bureau_party, parties_reached
from zhijia.services.bargaining.checks.filing import filing_of
from zhijia.services.bargaining.checks.parties import is_employer
from zhijia.services.bargaining.forms.parts import (
    DayForm,
    Earlier,
    OnTurn,
    PaperMixin,
    PaperRecordForm,
    check_done,
    day_widgets,
)
from zhijia.services.bargaining.models import Filing, Review
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.filings import Opinion
from zhijia.ui.reader import day_read

SERVICE_DAYS = ("served_on_workers_on", "served_on_employer_on")
EXPLAINS = _(
    "工资专项合同写明上年平均工资、增长幅度和适用人数；女职工、安全卫生专项合同写明岗位和保护措施；续订的写明上期履行情况。"
)
MOST_WAGE = 10_000_000
COPIES = 3
"""What a filing form proposes; the law's number is judged (CB-050)."""


def ask_last_wage(form: forms.BaseForm, turn: Turn) -> None:
    """Of a wage agreement the filing form states the average wage of the year before (CB-053); of others nobody asks it."""
    if turn.record.contract_type == ContractType.WAGE:
        form.fields["last_average_wage"] = forms.DecimalField(
            label=_("上年职工月平均工资（元）"), min_value=0, max_value=MOST_WAGE, decimal_places=2, required=False
        )


class FileForm(PaperRecordForm):
    """报送: the employer files the text with the bureau of the place."""

    class Meta:
        model = Filing
        fields = (
            "filed_on",
            "copies",
            "has_explanation",
            "explanation",
            "bureau_name",
            "received_on",
            "receipt_number",
        )
        widgets = day_widgets("filed_on", "received_on") | {"explanation": forms.Textarea(attrs={"rows": 4})}
        help_texts = {
            "explanation": EXPLAINS,
            "received_on": _("审查机关已收到的填写；审查期限从收到之日的次日起算。"),
        }

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"filed_on": turn.today, "copies": COPIES, "has_explanation": True})
        super().__init__(*args, turn=turn, **options)
        self.fields["received_on"].required = False
        if turn.actor.mandate:
            ask_last_wage(self, turn)
            self._let_bureau_enter_receipt(turn)

    def _let_bureau_enter_receipt(self, turn: Turn) -> None:
        """Filed here by the employer itself: the bureau has it at once; where it files elsewhere, the receipt comes later."""
        for name in ("received_on", "receipt_number"):
            self.fields[name].disabled = True
            self.fields[name].widget = forms.HiddenInput()
        self.fields["scan"].label = _("合同文本和说明")
        self.fields["scan"].help_text = _("签字盖章的合同文本、职代会决议和说明的扫描件，审查机关会收到。")
        reached = parties_reached(turn.case, today=turn.today)
        self.initial["bureau_name"] = reached.get(bureau_party(turn.case.place), "")

    def clean_filed_on(self) -> Any:
        signed = (self.turn.record.contract.signed_on, _("签订日期"))
        return check_done(self.cleaned_data["filed_on"], self.turn, signed)

    def clean(self) -> dict[str, Any]:
        """What is written here is an explanation, whether or not its box was ticked."""
        cleaned = super().clean() or {}
        cleaned["has_explanation"] = bool(cleaned.get("has_explanation") or cleaned.get("explanation"))
        return cleaned

    def clean_received_on(self) -> Any:
        filed = (self.cleaned_data.get("filed_on"), _("报送日期"))
        return check_done(self.cleaned_data["received_on"], self.turn, filed)


class PackageForm(OnTurn, forms.Form):
    """报送材料: the form that goes to a bureau outside this system, with the explanation (CB-053)."""

    bureau_name = forms.CharField(label=_("审查机关"), max_length=120)
    copies = forms.IntegerField(label=_("合同份数"), min_value=1, max_value=20)
    explanation = forms.CharField(
        label=_("说明"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=3000,
        required=False,
        help_text=EXPLAINS,
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"copies": COPIES})
        super().__init__(*args, turn=turn, **options)
        ask_last_wage(self, turn)


class ReceivedForm(PaperMixin, DayForm):
    """收到: the bureau's receipt."""

    day_label = _("收到日期")
    receipt_number = forms.CharField(label=_("回执编号"), max_length=60, required=False)

    def follows(self) -> Sequence[Earlier]:
        return days_of_filing(self.turn)


class ReceiptNumberForm(OnTurn, forms.Form):
    """回执编号: how the bureau files what it received here."""

    receipt_number = forms.CharField(label=_("回执编号"), max_length=60)


class SupplementAskedForm(PaperMixin, DayForm):
    """要求补正: what is missing."""

    day_label = _("要求补正日期")
    asked = forms.CharField(label=_("补正内容"), max_length=300)

    def follows(self) -> Sequence[Earlier]:
        return days_of_filing(self.turn)


class SupplementedForm(PaperMixin, DayForm):
    """补正: what was missing is there."""

    day_label = _("补正日期")

    def follows(self) -> Sequence[Earlier]:
        return [(filing_of(self.turn).supplement_asked_on, _("要求补正日期"))]


class ReviewForm(PaperRecordForm):
    """审查意见书: legality only: parties, procedure, content."""

    class Meta:
        model = Review
        fields = (
            "opinion",
            "on_capacity",
            "on_procedure",
            "on_content",
            "objected_items",
            "reviewer",
            "is_sealed",
            "given_on",
            *SERVICE_DAYS,
        )
        widgets = day_widgets("given_on", *SERVICE_DAYS) | {
            name: forms.Textarea(attrs={"rows": 2})
            for name in ("on_capacity", "on_procedure", "on_content", "objected_items")
        }
        help_texts = {"objected_items": _("有异议的必须填写。")}

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"given_on": turn.today, "is_sealed": True})
        super().__init__(*args, turn=turn, **options)
        self.fields["objected_items"].widget.attrs["data-shown-if"] = f"opinion={Opinion.OBJECTION}"
        for name in SERVICE_DAYS:
            self.fields[name].required = False
        if turn.actor.post is None:
            self._serve_here(turn)

    def _serve_here(self, turn: Turn) -> None:
        """Given here by the bureau: the union has it at once, the employer when it signs for it (CB-058)."""
        for name in SERVICE_DAYS:
            self.fields[name].disabled = True
            self.fields[name].widget = forms.HiddenInput()
        self.initial["served_on_workers_on"] = turn.today

    def clean_given_on(self) -> Any:
        return check_done(self.cleaned_data["given_on"], self.turn, *days_of_filing(self.turn))

    def clean_served_on_workers_on(self) -> Any:
        return self._after_opinion("served_on_workers_on")

    def clean_served_on_employer_on(self) -> Any:
        return self._after_opinion("served_on_employer_on")

    def _after_opinion(self, name: str) -> Any:
        given = (self.cleaned_data.get("given_on"), _("出具日期"))
        return check_done(self.cleaned_data[name], self.turn, given)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        is_unnamed = not any(cleaned.get(name) for name in ("on_capacity", "on_procedure", "on_content"))
        is_objection = cleaned.get("opinion") == Opinion.OBJECTION
        if is_objection and not cleaned.get("objected_items"):
            self.add_error("objected_items", _("提出异议必须写明条款和依据。"))
        if is_objection and is_unnamed and self.turn.actor.post is None:
            self.add_error("on_content", _("提出异议的，要写明属于主体资格、协商程序还是合同内容，至少写一项。"))
        return cleaned


def days_of_filing(turn: Turn) -> list[Earlier]:
    """When the text was filed, and received, and what these days are called."""
    filing = filing_of(turn)
    return [(filing.filed_on, _("报送日期")), (filing.received_on, _("收到日期"))]


class OpinionServedForm(PaperMixin, OnTurn, forms.Form):
    """登记意见书送达: the day on which each side received it; a day that is on record already is not asked again."""

    served_on_workers_on = forms.DateField(label=_("送达职工方日期"), widget=day_widgets("day")["day"], required=False)
    served_on_employer_on = forms.DateField(
        label=_("送达用人单位方日期"), widget=day_widgets("day")["day"], required=False
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        for name in SERVICE_DAYS:
            if day := getattr(filing_of(turn).review, name):
                self.fields[name].disabled, self.initial[name] = True, day
        if is_employer(turn):
            self._sign_today(turn)

    def _sign_today(self, turn: Turn) -> None:
        """The employer signs for what was served on it here: today, and for nobody else (CB-058)."""
        self.fields["served_on_workers_on"].disabled = True
        self.fields["served_on_workers_on"].widget = forms.HiddenInput()
        self.fields["served_on_employer_on"].disabled = True
        self.initial.setdefault("served_on_employer_on", turn.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        opinion = filing_of(self.turn).review
        days = {name: cleaned[name] for name in SERVICE_DAYS if cleaned.get(name)}
        if not any(name for name in days if getattr(opinion, name) is None):
            raise forms.ValidationError(_("请填写送达日期。"))
        for name, day in days.items():
            if not opinion.given_on <= day <= self.turn.today:
                self.add_error(name, _("送达日期不能早于出具日期，也不能晚于今天。"))
        return cleaned


class PublishForm(DayForm):
    """公布: when and how the contract was made known to all employees."""

    day_label = _("公布日期")
    via = forms.CharField(label=_("公布方式"), max_length=120, help_text=_("例如公告栏、企业内网、职工大会。"))

    def clean_day(self) -> Any:
        """Nothing is published before it is in force (CB-060 counts from that day)."""
        day = super().clean_day()
        effective_on = self.turn.record.contract.effective_on
        if effective_on and day < effective_on:
            words = {"day": day_read(effective_on)}
            raise forms.ValidationError(_("合同自%(day)s起生效，公布日期不能早于这一天。"), params=words)
        return day


class ReportUpForm(DayForm):
    """报上级工会: when the text went to the union above."""

    day_label = _("报上级工会日期")

    def follows(self) -> Sequence[Earlier]:
        return [(self.turn.record.contract.signed_on, _("签订日期"))]
