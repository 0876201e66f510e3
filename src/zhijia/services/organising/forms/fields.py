"""Fields that look a record up in the actor's scope."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.queries import (
    get_enterprise,
    get_person,
    get_union,
    people_named,
    search_enterprises,
    search_unions,
)
from zhijia.organisation.scopes import Actor
from zhijia.ui.widgets import DayInput, Typeahead

Getter = Callable[[Actor, int], Any]
Finder = Callable[[Actor, str], list[Any]]


class RecordField(forms.CharField):
    """A record chosen while typing. A typed name counts when exactly one record in scope has it."""

    default_error_messages = {"unknown": _("没有找到“%(text)s”，请从候选中选一个。")}

    def __init__(self, *, get: Getter, find: Finder, search_url: Any, **options: Any) -> None:
        super().__init__(widget=Typeahead(search_url=search_url, label_of=self._label_of), **options)
        self.actor = Actor()
        self._get, self._find = get, find

    def __deepcopy__(self, memo: dict[int, Any]) -> "RecordField":
        """Each form has its own copy with its own actor; its widget shows what that actor sees."""
        copied: RecordField = super().__deepcopy__(memo)
        copied.widget.label_of = copied._label_of
        return copied

    def _label_of(self, value: str) -> str:
        found = self._look_up(str(value))
        return str(found) if found else str(value)

    def clean(self, value: Any) -> Any:
        text = str(super().clean(value) or "").strip()
        if not text:
            return None
        found = self._look_up(text)
        if found is None:
            raise ValidationError(self.error_messages["unknown"], params={"text": text})
        return found

    def _look_up(self, text: str) -> Any:
        if text.isascii() and text.isdigit() and len(text) <= 17:
            try:
                return self._get(self.actor, int(text))
            except Http404:
                return None
        named = [row for row in self._find(self.actor, text) if row.name == text]
        return named[0] if len(named) == 1 else None


def find_people(actor: Actor, text: str) -> list[Any]:
    """People in scope whose name begins with the text or reads like it."""
    return list(people_named(actor, text))


def person_field(**options: Any) -> RecordField:
    return RecordField(get=get_person, find=find_people, search_url=reverse_lazy("organising:find_people"), **options)


def enterprise_field(**options: Any) -> RecordField:
    url = reverse_lazy("organising:find_enterprises")
    return RecordField(get=get_enterprise, find=search_enterprises, search_url=url, **options)


def union_field(**options: Any) -> RecordField:
    return RecordField(get=get_union, find=search_unions, search_url=reverse_lazy("organising:find_unions"), **options)


class ActorForm(forms.Form):
    """A form whose record fields look in the scope of `actor`."""

    def __init__(self, *args: Any, actor: Actor, **options: Any) -> None:
        super().__init__(*args, **options)
        self.actor = actor
        for field in self.fields.values():
            if isinstance(field, RecordField):
                field.actor = actor


def day_field(label: Any, *, required: bool = False, **options: Any) -> forms.DateField:
    return forms.DateField(label=label, required=required, widget=DayInput(), **options)
