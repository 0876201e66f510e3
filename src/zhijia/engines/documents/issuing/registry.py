"""The registered templates and number series: what may be issued. Filled from the `AppConfig.ready` of services."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from zhijia.engines.documents.composing.composing import check_fields, compose
from zhijia.engines.documents.composing.merging import Field, fields_in
from zhijia.engines.documents.composing.paper import Paper
from zhijia.engines.documents.composing.skeleton import Skeleton, read_template
from zhijia.lib.digests import digest_of


@dataclass(frozen=True, slots=True)
class NumberSeries:
    """发文代字: what stands before the year of a number. `word` is added to the union's short name until it sets its own.

    `is_of_parties`: only outside parties number in it, each by its whole name.
    """

    code: str
    label: str
    word: str
    is_of_parties: bool = False


@dataclass(frozen=True)
class DocumentTemplate:
    """A kind of document. `issuer_kinds` empty: any union; `series` None: not numbered."""

    code: str
    label: str
    source: str
    fields: tuple[Field, ...]
    issuer_kinds: frozenset[str]
    series: NumberSeries | None
    accepts_forms: bool = False

    @property
    def version(self) -> str:
        """The beginning of the hash of the template's text: which text it was."""
        return digest_of(self.source)[:16]

    @cached_property
    def skeleton(self) -> Skeleton:
        return read_template(self.source)

    def with_body(self, other: Skeleton) -> Skeleton:
        """This head above another body. Raises `TemplateError` when the body asks for what the document does not have."""
        mixed = replace(self.skeleton, body=other.body)
        used = {name for piece in mixed.pieces() for name in fields_in(piece)}
        check_fields(mixed, [field for field in self.fields if field.name in used])
        return mixed

    def compose(
        self, data: Mapping[str, Any], *, issuer: str, number: str, day: date, skeleton: Skeleton | None = None
    ) -> Paper:
        """The document that this data makes, in a prescribed form if there is one. Raises `WrongData`."""
        return compose(skeleton or self.skeleton, self.fields, data, issuer=issuer, number=number, day=day)


class UnknownTemplate(LookupError):
    """No template is registered under this code."""


_templates: dict[str, DocumentTemplate] = {}


def register_template(
    code: str,
    label: str,
    file: Path,
    fields: Sequence[Field],
    *,
    issuer_kinds: frozenset[str] = frozenset(),
    series: NumberSeries | None = None,
    accepts_forms: bool = False,
) -> DocumentTemplate:
    """Make a template known; called once, when its service is loaded. Raises `TemplateError` when text and fields differ.

    `accepts_forms`: a union may prescribe its own wording (`prescribing`).
    """
    if code in _templates:
        raise ValueError(f"template {code} is registered twice")
    template = DocumentTemplate(
        code, label, file.read_text("utf-8"), tuple(fields), issuer_kinds, series, accepts_forms
    )
    check_fields(template.skeleton, template.fields)
    if series and _series().get(series.code, series) != series:
        raise ValueError(f"series {series.code} is declared in two ways")
    _templates[code] = template
    return template


def get_template(code: str) -> DocumentTemplate:
    """The template of a code. Raises `UnknownTemplate`."""
    try:
        return _templates[code]
    except KeyError:
        raise UnknownTemplate(code) from None


def list_templates() -> list[DocumentTemplate]:
    return sorted(_templates.values(), key=lambda template: template.code)


def list_series() -> list[NumberSeries]:
    """Every series that unions number in, by code."""
    return [series for _, series in sorted(_series().items()) if not series.is_of_parties]


def _series() -> dict[str, NumberSeries]:
    return {template.series.code: template.series for template in _templates.values() if template.series}
