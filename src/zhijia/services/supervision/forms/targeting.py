"""What choosing targets of supervision asks: why, where, how large; and a name for the list."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from zhijia.engines.campaigns.planning import CampaignFacts
from zhijia.engines.campaigns.selecting import Criteria
from zhijia.organisation.models import Union
from zhijia.services.supervision.actions.targeting import KIND, NO_CONTRACT, REASONS

LONGEST_NAME = 120


class TargetsForm(forms.Form):
    """目标名单: which enterprises. One reason is enough; places are the unions right below the reader's own, and one asked for."""

    why = forms.MultipleChoiceField(
        label=_("列入名单的情形"),
        choices=[(code, _(reason.words)) for code, reason in REASONS.items()],
        widget=forms.CheckboxSelectMultiple,
        initial=[NO_CONTRACT],
        help_text=_("符合其中一项即列入。"),
    )
    place = forms.ChoiceField(label=_("地区"), required=False)
    headcount_from = forms.IntegerField(label=_("职工人数不少于"), min_value=0, required=False)
    headcount_to = forms.IntegerField(label=_("职工人数不多于"), min_value=0, required=False)

    def __init__(self, *args: Any, places: Sequence[Union], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [("", _("所有地区")), *((str(row.pk), row.short_name or row.name) for row in places)]
        self.fields["place"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        least, most = given.get("headcount_from"), given.get("headcount_to")
        if least is not None and most is not None and most < least:
            self.add_error("headcount_to", _("不能小于下限。"))
        return given

    def criteria(self, *, large_from: int) -> Criteria:
        """What was chosen, as a campaign keeps it."""
        given = self.cleaned_data
        return Criteria(
            places=(int(given["place"]),) if given["place"] else (),
            headcount_from=given["headcount_from"],
            headcount_to=given["headcount_to"],
            more={"why": ",".join(given["why"]), "large_from": str(large_from)},
        )


class ListForm(forms.Form):
    """名单: its name, which stands on every clue."""

    name = forms.CharField(label=_("名单名称"), max_length=LONGEST_NAME)

    def facts(self, criteria: Criteria, *, today: date) -> CampaignFacts:
        """A list is of one day."""
        name = self.cleaned_data["name"]
        return CampaignFacts(kind=KIND, name=name, from_on=today, to_on=today, criteria=criteria)
