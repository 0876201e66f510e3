"""What the forms of moves share: they know the turn, days lie in the order of things, what comes on paper has its scan."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.flow import Turn
from zhijia.engines.cases.sharing import parties_reached
from zhijia.engines.documents.fields import EvidenceField
from zhijia.organisation.models import Post
from zhijia.organisation.queries import with_holders
from zhijia.ui.reader import day_read
from zhijia.ui.widgets import DayInput


def day_widgets(*names: str) -> dict[str, forms.Widget]:
    return {name: DayInput() for name in names}


def offer_posts(form: forms.Form, name: str, rows: "QuerySet[Post]", *, on: date) -> None:
    """Let a field offer these posts, each with its union and its holder: many posts are called alike."""
    field = form.fields[name]
    field.queryset = with_holders(rows.select_related("union"), today=on)  # type: ignore[attr-defined]
    field.label_from_instance = _post_in_words  # type: ignore[attr-defined]


def _post_in_words(post: Any) -> str:
    """A vacant post, and one whose holder the reader does not see, has no name."""
    return " · ".join((post.union.name, post.title, *(held.person.name for held in post.current[:1])))


Earlier = tuple[date | None, Any]
"""A day that something follows, and what it is called; None while it is not known."""


def check_done(day: date | None, turn: Turn, *earlier: Earlier) -> date | None:
    """What was done on this day: not in the future, and not before what it follows. Raises the error of its field."""
    if day is None:
        return None
    if day > turn.today:
        raise forms.ValidationError(_("日期不能晚于今天。"))
    return check_follows(day, *earlier)


def check_follows(day: date, *earlier: Earlier) -> date:
    """A day that may lie ahead, but not before what it follows."""
    for other, name in earlier:
        if other and day < other:
            words = {"name": name, "day": day_read(other)}
            raise forms.ValidationError(_("日期不能早于%(name)s（%(day)s）。"), params=words)
    return day


def check_reaches(party: str, turn: Turn) -> None:
    """Sent here, a paper would lie where nobody can open it, and no term would begin. Raises the error of its field."""
    if party not in parties_reached(turn.case, today=turn.today):
        raise forms.ValidationError(_("对方还没有能在本系统收件的授权联系人，送不到。请打印盖章后用其他方式送达。"))


def check_rectifies_later(day: date, turn: Turn) -> date:
    """By when something is to be put right: not by today. Raises the error of its field."""
    if day <= turn.today:
        raise forms.ValidationError(_("整改期限要晚于今天。"))
    return day


class OnTurn(forms.BaseForm):
    """A form that looks at the case it is asked on."""

    takes_turn = True

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        self.turn = turn
        super().__init__(*args, **options)


DAYS_OF_ACT = ("day", "replied_on", "filed_on", "given_on", "ruled_on", "handled_on", "told_union_on")
"""Fields that say on which day an act was done: a party that acts here itself does it now."""


class PaperMixin(OnTurn):
    """An act of another party: whoever enters it for them from paper uploads the scan and says when it was done.

    The party itself does it now, whatever it types, and may add files.
    """

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        if turn.actor.post is not None:
            self.fields["scan"] = EvidenceField(label=_("纸质材料扫描件"), help_text=_("录入后由第二个岗位核对确认。"))
            return
        self.fields["scan"] = EvidenceField(label=_("附件"), required=False)
        for name in set(DAYS_OF_ACT) & self.fields.keys():
            self.fields[name].disabled = True
            self.initial[name] = turn.today


class RecordForm(OnTurn, forms.ModelForm):  # type: ignore[type-arg]
    """A row of one table, asked on a case."""


class PaperRecordForm(PaperMixin, forms.ModelForm):  # type: ignore[type-arg]
    """A row of one table that another party's act leaves."""


class DayForm(OnTurn, forms.Form):
    """The day of the act; today unless told otherwise."""

    day_label = _("日期")
    day = forms.DateField(label=_("日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        options.setdefault("initial", {"day": turn.today})
        super().__init__(*args, turn=turn, **options)
        self.fields["day"].label = self.day_label

    def follows(self) -> Sequence[Earlier]:
        """The days before which this one cannot lie."""
        return ()

    def clean_day(self) -> Any:
        return check_done(self.cleaned_data["day"], self.turn, *self.follows())


class ReasonForm(forms.Form):
    """A reason in the actor's own words."""

    reason = forms.CharField(label=_("理由"), widget=forms.Textarea(attrs={"rows": 3}), max_length=500)
