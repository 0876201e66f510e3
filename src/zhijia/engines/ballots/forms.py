"""The form of a tally sheet: the ballots, a row for each who stands, names that voters wrote in, who counted, a photo."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy

from zhijia.engines.ballots.rules import Votes
from zhijia.engines.cases.flow import Turn
from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn, check_done
from zhijia.lib.normalise import half_width
from zhijia.lib.typed import whole_number
from zhijia.ui.widgets import DayInput

_ = gettext_lazy
MOST = 1_000_000
KINDS = (("yes", _("赞成")), ("no", _("反对")), ("abstain", _("弃权")))


def people(label: Any, *, minimum: int = 0) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=minimum, max_value=MOST)


class TallyForm(OnTurn, forms.Form):
    """计票单. A service's form says who stands (`standing`); cleaned, `votes` are the `Votes` of all names."""

    held_on = forms.DateField(label=_("投票日期"), widget=DayInput())
    due = people(_("应到会人数"), minimum=1)
    present = people(_("实到会人数"))
    issued = people(_("发出选票"))
    returned = people(_("收回选票"))
    valid = people(_("有效票"))
    invalid = people(_("无效票"))
    write_ins = forms.CharField(
        label=_("另选他人"),
        required=False,
        max_length=1000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("每人一行：姓名 票数。"),
    )
    scrutineers = forms.CharField(label=_("监票人"), max_length=200, help_text=_("候选人不担任监票人、计票人。"))
    counters = forms.CharField(label=_("计票人"), max_length=200)
    scan = EvidenceField(label=_("计票单和会场照片"))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"held_on": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.names = list(self.standing())
        for number, name in enumerate(self.names):
            for kind, label in KINDS:
                field = people(f"{name} · {label}")
                field.required, field.initial = kind == "yes", 0 if kind != "yes" else None
                self.fields[f"{kind}_{number}"] = field

    def standing(self) -> Sequence[str]:
        """The names that stand, in the order of the ballot."""
        raise NotImplementedError

    def clean_held_on(self) -> Any:
        return check_done(self.cleaned_data["held_on"], self.turn)

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        votes = [Votes(name, *self._votes_of(number, given)) for number, name in enumerate(self.names)]
        given["votes"] = [*votes, *self._written_in(given.get("write_ins", ""))]
        counting = f"{given.get('scrutineers', '')} {given.get('counters', '')}"
        if both := next((name for name in self.names if name in counting), None):
            self.add_error("scrutineers", gettext("%(name)s是候选人，不能担任监票人、计票人。") % {"name": both})
        return given

    def _votes_of(self, number: int, given: dict[str, Any]) -> tuple[int, int, int]:
        yes, no, abstain = (given.get(f"{kind}_{number}") or 0 for kind, _label in KINDS)
        return yes, no, abstain

    def _written_in(self, text: str) -> list[Votes]:
        found: dict[str, Votes] = {}
        for line in filter(str.strip, text.replace("：", " ").splitlines()):
            name, _space, number = line.strip().rpartition(" ")
            votes = whole_number(half_width(number))
            if votes is None or votes > MOST or not name.strip():
                self.add_error("write_ins", gettext("“%(line)s”看不懂，请写成：姓名 票数。") % {"line": line.strip()})
            elif name.strip() in self.names or name.strip() in found:
                self.add_error("write_ins", gettext("%(name)s已经在候选人中或者写了两次。") % {"name": name.strip()})
            else:
                found[name.strip()] = Votes(name.strip(), votes, is_write_in=True)
        return list(found.values())
