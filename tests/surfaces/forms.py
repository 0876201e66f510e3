"""The forms that a page offers, as a browser would send them, and the same with another county's ids in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin

from lxml import html  # type: ignore[import-untyped]

from tests.surfaces.records import Side

NOT_RECORDS = {"csrfmiddlewaretoken", "key", "next", "verb", "act", "base", "language", "theme", "size", "nav"}
FRESH = {"csrfmiddlewaretoken", "key"}
IDS_OF_FIELD = {
    "lead": ("county_post", "post"),
    "supports": ("county_post", "post"),
    "post": ("county_post", "post"),
    "cadre": ("county_post", "post"),
    "leader": ("county_post", "post"),
    "owner": ("county_post", "post"),
    "person": ("person",),
    "member": ("membership",),
    "union": ("union", "town"),
    "enterprise": ("enterprise",),
    "parent": ("county", "union", "node"),
    "under": ("county",),
    "node": ("node",),
    "row": ("awaits", "open_task", "own_task"),
}
ALL_IDS = ("county", "union", "enterprise", "person", "county_post", "own_case", "open_task", "awaits", "node", "draft")
ENDLESS = "9" * 5000
FILLER = {"date": "2026-11-20", "number": "1", "email": "a@example.org"}


@dataclass(frozen=True)
class Form:
    """One form of a page: where it goes and what it sends, several values to a name."""

    url: str
    fields: dict[str, list[str]]
    forgeable: tuple[str, ...] = ()
    uploads: tuple[str, ...] = field(default=())
    boxes: dict[str, list[str]] = field(default_factory=dict)

    @property
    def ticked(self) -> "Form":
        """The same with every box ticked: all rows of a list chosen."""
        return replace(self, fields={**self.fields, **self.boxes})

    @property
    def sends(self) -> tuple[object, ...]:
        """What tells a form from others: pages show the same one with fresh tokens and keys."""
        lasting = {name: tuple(values) for name, values in self.fields.items() if name not in FRESH}
        return self.url, tuple(sorted(lasting.items())), self.forgeable

    def with_values(self, name: str, *values: str) -> "Form":
        return replace(self, fields={**self.fields, name: list(values)})


def forms_of(page: str, *, url: str) -> list[Form]:
    """Every form of a page that is sent by POST, filled with what stands in it and a filler where something is required."""
    tree = html.fromstring(page)
    return [_read(form, url) for form in tree.iter("form") if (form.get("method") or "").lower() == "post"]


def forged(form: Form, side: Side) -> Iterator[tuple[str, str, Form]]:
    """The form once for each field that names a record and each id of the other county that would fit there.

    Once more with more digits than any number has: what cannot be read is refused, it breaks nothing.
    """
    for name in form.forgeable:
        yield name, "digits", form.with_values(name, ENDLESS)
        for kind in IDS_OF_FIELD.get(name, ALL_IDS):
            value = str(getattr(side, kind))
            yield name, kind, form.with_values(name, value)


def _read(form: html.HtmlElement, url: str) -> Form:
    fields: dict[str, list[str]] = {}
    forgeable, uploads = [], []
    boxes: dict[str, list[str]] = {}
    for control in form.iter("input", "select", "textarea", "button"):
        name, kind = control.get("name"), (control.get("type") or control.tag)
        if not name:
            continue
        if kind == "file":
            uploads.append(name)
            continue
        if kind == "checkbox":
            boxes.setdefault(name, []).extend(_offered(control))
        if _names_a_record(control, name, kind) and name not in forgeable:
            forgeable.append(name)
        fields.setdefault(name, []).extend(_values(control, kind))
    target = urljoin(url, form.get("action") or "")
    return Form(target, fields, tuple(forgeable), tuple(uploads), boxes)


def _names_a_record(control: html.HtmlElement, name: str, kind: str) -> bool:
    if name in NOT_RECORDS:
        return False
    if kind in ("select", "checkbox", "radio"):
        return all(value.isdigit() for value in _offered(control))
    return kind == "hidden" or name in IDS_OF_FIELD


def _offered(control: html.HtmlElement) -> list[str]:
    """The values to choose from, without the empty one."""
    if control.tag != "select":
        return [control.get("value", "on")]
    return [value for option in control.iter("option") if (value := option.get("value"))]


def _values(control: html.HtmlElement, kind: str) -> list[str]:
    if control.tag == "select":
        chosen = [option.get("value", "") for option in control.iter("option") if option.get("selected") is not None]
        return chosen or ([] if control.get("multiple") is not None else _offered(control)[:1])
    if kind in ("checkbox", "radio"):
        return [control.get("value", "on")] if control.get("checked") is not None or kind == "radio" else []
    if kind in ("submit", "button"):
        return [control.get("value", "")]
    value = control.text if control.tag == "textarea" else control.get("value")
    if value or control.get("required") is None:
        return [value or ""]
    return [FILLER.get(kind, "占位文字")]
