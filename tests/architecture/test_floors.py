"""What an import linter cannot see: foreign keys by name, templates and url names that cross floors."""

import re

from django.apps import apps
from django.urls import URLResolver, get_resolver

from tests.architecture.sources import FLOORS, PACKAGE, floor_of, named, room_of, source_files, templates

PUBLIC_NAMESPACES = {
    "bargaining": "services",
    "congress": "services",
    "contacts": "services",
    "openness": "services",
    "organising": "services",
    "plans": "services",
    "statistics": "services",
    "supervision": "services",
    "cases": "engines",
    "documents": "engines",
    "inbox": "engines",
    "polling": "engines",
    "indicators": "engines",
    "live": "engines",
    "entrance": "faces",
    "workbench": "faces",
    "cockpit": "faces",
    "partner": "faces",
    "portal": "faces",
    "verification": "faces",
    "ui": "ui",
}
"""The floor each url namespace belongs to. Faces mount the engines' names (`cases:move`), so that services may say them."""
OF_ROOM = {"polling": "ballots"}
"""The engine a namespace stands for, where it has another name."""


def _floor_of_app(label: str) -> int:
    name = apps.get_app_config(label).name
    return FLOORS.index(name.split(".")[1]) if name.startswith("zhijia.") else -1


def test_no_foreign_key_points_up() -> None:
    upward = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if _floor_of_app(model._meta.app_label) >= 0
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if _floor_of_app(field.related_model._meta.app_label) > _floor_of_app(model._meta.app_label)
    ]

    assert upward == []


def test_no_service_keys_into_another() -> None:
    across = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model is not None
        if _service(model) and _service(field.related_model) and _service(model) != _service(field.related_model)
    ]

    assert across == []


def _service(model: object) -> str:
    module = type(model).__module__ if not isinstance(model, type) else model.__module__
    match = re.match(r"zhijia\.services\.(\w+)", module)
    return match[1] if match else ""


TAG = re.compile(r"""{%\s*(?:include|extends)\s+["']([\w/.-]+)["']""")
URL_TAG = re.compile(r"""{%\s*url\s+["'](\w+):\w+["']""")
REVERSE = re.compile(r"""\b(?:reverse|reverse_lazy|redirect)\(\s*["'](\w+):\w+["']""")


def test_templates_include_only_from_their_own_room_or_below() -> None:
    crossing = []
    for path in templates():
        for name in TAG.findall(path.read_text()):
            owner = next(PACKAGE.glob(f"**/templates/{name}"), None)
            if owner is None or room_of(owner) == room_of(path):
                continue
            if floor_of(owner) >= floor_of(path):
                crossing.append(f"{named(path)} includes {name}")

    assert crossing == []


def test_url_names_point_down_or_stay_in_their_room() -> None:
    crossing = []
    for path in [*templates(), *source_files()]:
        pattern = URL_TAG if path.suffix == ".html" else REVERSE
        for namespace in pattern.findall(path.read_text()):
            floor = FLOORS.index(PUBLIC_NAMESPACES[namespace])
            own_room = room_of(path).split("/")[-1] == OF_ROOM.get(namespace, namespace)
            if not own_room and floor >= floor_of(path) >= 0:
                crossing.append(f"{named(path)} names {namespace}:")

    assert crossing == []


def test_every_namespace_is_known() -> None:
    found = set()

    def walk(resolver: URLResolver) -> None:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                if entry.namespace and str(entry.urlconf_module).find("zhijia") >= 0:
                    found.add(entry.namespace)
                walk(entry)

    walk(get_resolver())

    assert found - {"djdt"} <= set(PUBLIC_NAMESPACES)
