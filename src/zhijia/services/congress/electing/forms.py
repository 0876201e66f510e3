"""What the steps of an election of delegates ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.forms import TallyForm, people
from zhijia.engines.ballots.rules import Count
from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.lib.phrases import listed
from zhijia.services.congress.electing.models import DelegateCandidate
from zhijia.services.congress.electing.voting import standing
from zhijia.services.congress.terms.models import Category
from zhijia.ui.widgets import DayInput

SENIOR, FRONT_LINE, NOT_FRONT_LINE = "中层", "一线", "非一线"
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Nomination:
    """A line of the form: whom (with a card number where two have the name), and what the composition counts."""

    worker: str
    category: str
    is_senior: bool
    is_front_line: bool | None


class NominateForm(OnTurn, forms.Form):
    """提名代表候选人: those of the unit who stand, one a line."""

    workers = forms.CharField(
        label=_("候选人"),
        widget=forms.Textarea({"rows": 6}),
        max_length=8000,
        help_text=_(
            "每人一行：姓名 类别。类别为工人、专业技术人员、管理人员、领导人员、其他人员，不写的按工人；"
            "中层以上的写“中层”，一线职工写“一线”，不是的写“非一线”；有同名的写会员卡号。"
        ),
    )

    def clean_workers(self) -> list[Nomination]:
        lines = [line.split() for line in self.cleaned_data["workers"].splitlines() if line.strip()]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("一次最多提名%(most)d人。"), params={"most": MOST_LINES})
        return [self._read(words) for words in lines]

    def _read(self, words: list[str]) -> Nomination:
        with override("zh-hans"):
            categories = {str(label): value for value, label in Category.choices}
        name, *said = words
        cards = [word for word in said if word.isdecimal()]
        found = [categories[word] for word in said if word in categories]
        unread = [word for word in said if word not in {*categories, *cards, SENIOR, FRONT_LINE, NOT_FRONT_LINE}]
        if unread or len(found) > 1:
            raise forms.ValidationError(_("“%(line)s”看不懂，请按说明填写。"), params={"line": " ".join(words)})
        category = found[0] if found else Category.WORKER
        return Nomination(
            worker=" ".join([name, *cards]),
            category=category,
            is_senior=SENIOR in said or category == Category.LEADER,
            is_front_line=True if FRONT_LINE in said else (False if NOT_FRONT_LINE in said else None),
        )


class StrikeForm(OnTurn, forms.Form):
    """撤下候选人: who no longer stands."""

    candidate: "forms.ModelChoiceField[DelegateCandidate]" = forms.ModelChoiceField(
        label=_("候选人"), queryset=None, empty_label=_("请选择候选人")
    )
    reason = forms.CharField(label=_("原因"), max_length=300)

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        rows = DelegateCandidate.objects.filter(election=turn.record, struck_on=None).order_by("pk")
        self.fields["candidate"].queryset = rows  # type: ignore[attr-defined]


class DelegateTally(TallyForm):
    """登记代表选举结果: the ballots of the unit; due is all its staff. The majority is known from memory only (WC-007): who
    falls short of it is elected where the meeting of the unit declares it."""

    declared = forms.CharField(
        label=_("得票没有超过半数、由选区会议宣布当选的"),
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("当选票数的规定凭记忆录入、待核对，由选区会议决定。每行一人；将记为合规提示。"),
    )

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"held_on": turn.today, "due": turn.record.eligible})
        super().__init__(*args, turn=turn, **options)

    def standing(self) -> Sequence[str]:
        return [one.name for one in standing(self.turn.record)]

    def clean_declared(self) -> frozenset[str]:
        names = frozenset(line.strip() for line in self.cleaned_data["declared"].splitlines() if line.strip())
        if strange := sorted(names - set(self.names)):
            raise forms.ValidationError(_("%(names)s不是候选人。"), params={"names": listed(strange, gettext)})
        return names


class RecallTally(OnTurn, forms.Form):
    """登记罢免代表表决: the ballots of the unit, and how many were for it."""

    held_on = forms.DateField(label=_("投票日期"), widget=DayInput())
    present = people(_("参加投票"))
    returned = people(_("收回选票"))
    invalid = people(_("无效票"))
    yes = people(_("赞成罢免"))
    is_recalled = forms.TypedChoiceField(
        label=_("选区会议的决定"),
        choices=[("1", _("罢免")), ("0", _("不罢免"))],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect(),
        help_text=_("罢免票数的规定凭记忆录入、待核对，由选区会议决定；与规定不符的记为合规提示。"),
    )
    scrutineers = forms.CharField(label=_("监票人"), max_length=200)
    scan = EvidenceField(label=_("表决记录"))

    def clean_held_on(self) -> Any:
        return check_done(self.cleaned_data["held_on"], self.turn)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if self.errors:
            return given
        eligible, valid = self.turn.record.eligible, given["returned"] - given["invalid"]
        if not given["yes"] <= valid or not given["returned"] <= given["present"] <= eligible or valid < 0:
            self.add_error("yes", _("票数不符：赞成不多于有效票，收回不多于参加，参加不多于选区职工。"))
            return given
        given["count"] = Count(
            due=eligible,
            present=given["present"],
            issued=given["present"],
            returned=given["returned"],
            valid=valid,
            invalid=given["invalid"],
            seats=1,
            votes=(),
        )
        return given
