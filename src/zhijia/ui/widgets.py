"""Form widgets that Django does not bring: native date fields, a file field to drop on, and a typeahead."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from zhijia.ui.components import Words


class DayInput(forms.DateInput):
    """The browser's own date field: typed or picked, in the reader's language, without a script."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class FileDrop(forms.FileInput):
    """A file field that also takes a dropped file. `limit_words` says which files and how large, in one sentence."""

    template_name = "ui/widgets/file_drop.html"

    def __init__(self, attrs: dict[str, Any] | None = None, *, accept: str = "", limit_words: Words = "") -> None:
        super().__init__(attrs={**(attrs or {}), **({"accept": accept} if accept else {})})
        self.limit_words = limit_words

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["limit_words"] = self.limit_words
        return context


class Typeahead(forms.TextInput):
    """A field that looks its value up while one types.

    `search_url` answers `GET ?<name>_text=…` with `ui/_options.html` over `options` (components.Option). What is
    submitted is the chosen option's value; without a script, or when nothing was chosen, it is the typed text, which
    the form field then looks up itself. `label_of` gives the text to show for a stored value.
    """

    template_name = "ui/widgets/typeahead.html"

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        *,
        search_url: Words,
        label_of: Callable[[str], str] = str,
    ) -> None:
        super().__init__(attrs=attrs)
        self.search_url = search_url
        self.label_of = label_of

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        shown = context["widget"]["value"]
        context["widget"] |= {"search_url": self.search_url, "text": self.label_of(shown) if shown else ""}
        return context

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> Any:
        return super().value_from_datadict(data, files, name) or data.get(f"{name}_text")
