"""The form of a stage: points and proof for each item that is scored by hand, vetoes, papers."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhijia.engines.documents.fields import EvidenceField
from zhijia.engines.documents.turn_forms import OnTurn
from zhijia.engines.scorecards.models import Sheet
from zhijia.engines.scorecards.scoring import latest_scores
from zhijia.engines.scorecards.templates_of import template_of


class ScoreForm(OnTurn, forms.Form):
    """Every item by hand with the points of the stage before, and what proves them. Automatic items are not asked.

    The first item of a dimension says its name.
    """

    in_columns = True

    def __init__(self, *args: Any, turn: Any, **options: Any) -> None:
        super().__init__(*args, turn=turn, **options)
        sheet: Sheet = turn.record
        template = template_of(sheet.template, sheet.version)
        known = latest_scores(sheet)
        firsts = {
            next((item.code for item in dimension.items if not item.is_auto), ""): dimension.name.said_in(gettext)
            for dimension in template.dimensions
        }
        for item in template.items:
            if item.is_auto:
                continue
            words = {"name": item.name.said_in(gettext), "most": item.most}
            score = known.get(item.code)
            self.fields[f"points_{item.code}"] = forms.IntegerField(
                label=_("%(name)s（满分 %(most)s）") % words,
                min_value=0,
                max_value=item.most,
                initial=score.points if score else None,
                help_text=firsts.get(item.code, ""),
            )
            self.fields[f"note_{item.code}"] = forms.CharField(
                label=_("依据"), max_length=300, required=False, initial=score.note if score else ""
            )
        self.fields["vetoes"] = forms.MultipleChoiceField(
            label=_("一票否决"),
            choices=[(code, name.said_in(gettext)) for code, name in template.vetoes.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=sheet.vetoes,
        )
        self.fields["scan"] = EvidenceField(label=_("佐证材料"), required=False)

    def clean(self) -> dict[str, Any]:
        """Points by hand name what proves them."""
        cleaned = super().clean() or {}
        for name in [name for name in self.fields if name.startswith("points_")]:
            note = name.replace("points_", "note_", 1)
            if cleaned.get(name) and not cleaned.get(note):
                self.add_error(note, _("得分要写明依据。"))
        return cleaned
