"""Form fields from Django's bound fields."""

from dataclasses import dataclass
from typing import Any

from django import forms, template
from django.forms import BaseForm, BoundField
from django.utils.translation import gettext as _

register = template.Library()

UNBOXED = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple, forms.FileInput)


@register.inclusion_tag("ui/_field.html")
def field(bound: BoundField) -> dict[str, Any]:
    """`{% field form.name %}`: label, help, errors and control."""
    widget = bound.field.widget
    is_boxed = not isinstance(widget, UNBOXED)
    classes = f"{widget.attrs.get('class', '')} input".strip()
    return {
        "field": bound,
        "control": bound.as_widget(attrs={"class": classes} if is_boxed else {}),
        "is_tick": isinstance(widget, forms.CheckboxInput),
        "is_choice": isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple),
    }


@register.inclusion_tag("ui/_form_fields.html")
def form_fields(form: BaseForm) -> dict[str, Any]:
    """The error summary, hidden fields and all visible fields of a form, in its own order."""
    return {"form": form}


@dataclass(frozen=True, slots=True)
class SummaryEntry:
    text: str
    target: str = ""


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """What has to be changed, each line a link to its field. Shows nothing for a form without errors."""
    entries = [SummaryEntry(text=str(text)) for text in form.non_field_errors()]
    for bound in form:
        target = bound.auto_id if bound.use_fieldset else bound.id_for_label
        entries += [SummaryEntry(text=_entry_text(bound, str(error)), target=target) for error in bound.errors]
    return {"entries": entries}


def _entry_text(bound: BoundField, error: str) -> str:
    return _("%(field)s：%(error)s") % {"field": bound.label, "error": error}
