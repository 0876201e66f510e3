"""The steps of collecting topics: the union asks, whoever has a vote suggests, what is not taken up is answered."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from zhijia.engines.cases.flow import Move, Turn
from zhijia.engines.cases.sides import BY_UNION
from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.congress.sessions import collecting, events
from zhijia.services.congress.sessions.models import CongressSession, TopicSuggestion
from zhijia.services.congress.sessions.states import BEFORE
from zhijia.ui.widgets import DayInput


class CollectForm(OnTurn, forms.Form):
    """征集议题: what is asked, and until which day; asked already, it stands there to be changed."""

    text = forms.CharField(label=gettext_lazy("征集内容"), max_length=2000, widget=forms.Textarea({"rows": 4}))
    topics_until = forms.DateField(label=gettext_lazy("征集截止日期"), widget=DayInput())

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        session: CongressSession = turn.record
        options.setdefault("initial", {"text": session.topics_call, "topics_until": session.topics_until})
        super().__init__(*args, turn=turn, **options)

    def clean_topics_until(self) -> Any:
        day = self.cleaned_data["topics_until"]
        if day < self.turn.today:
            raise forms.ValidationError(gettext_lazy("征集截止日期不能早于今天。"))
        if day > self.turn.record.planned_on:
            raise forms.ValidationError(gettext_lazy("征集截止日期不能晚于拟召开日期。"))
        return day


class SuggestForm(forms.Form):
    """议题建议: one matter."""

    title = forms.CharField(label=gettext_lazy("议题"), max_length=100, help_text=gettext_lazy("一条建议写一个议题。"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=2000, widget=forms.Textarea({"rows": 5}))


class AnswerTopicForm(OnTurn, forms.Form):
    """答复: why a suggestion does not come on the agenda."""

    suggestion: "forms.ModelChoiceField[TopicSuggestion]" = forms.ModelChoiceField(
        label=gettext_lazy("议题建议"), queryset=None
    )
    answer = forms.CharField(label=gettext_lazy("不列入的理由"), max_length=500, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, turn: Turn, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        self.fields["suggestion"].queryset = collecting.unanswered_of(turn.record)  # type: ignore[attr-defined]


TOPICS = (
    Move(
        "collect_topics",
        _("征集议题"),
        frozenset({collecting.COLLECTING}),
        None,
        events.TOPICS_ASKED,
        **BY_UNION,
        form=CollectForm,
        act=collecting.collect_topics,
        is_primary=False,
        help=_("代表（职工大会为全体职工）收到通知，在截止日期以前建议议题；议题商定后不再征集。"),
    ),
    Move(
        "suggest_topic",
        _("建议议题"),
        frozenset({collecting.COLLECTING}),
        None,
        events.TOPIC_SUGGESTED,
        may=collecting.check_has_vote,
        who=_("在任的职工代表本人"),
        by_applicant=True,
        form=SuggestForm,
        guards=(collecting.check_collecting,),
        act=collecting.suggest_topic,
    ),
    Move(
        "answer_topic",
        _("答复议题建议"),
        BEFORE,
        None,
        events.TOPIC_ANSWERED,
        **BY_UNION,
        form=AnswerTopicForm,
        act=collecting.answer_topic,
        is_primary=False,
        help=_("列入议题的建议不用另行答复。"),
    ),
)
