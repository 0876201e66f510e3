"""Every form of every page, sent with ids of the other county in each field that names a record: nothing there changes."""

import pytest

from tests.surfaces.digest import South, writes, written_since
from tests.surfaces.forms import Form, forged, forms_of
from tests.surfaces.poison import words_in, words_of_south
from tests.surfaces.saying import listed
from tests.surfaces.surface import Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import Visits, answer_of
from tests.surfaces.world import World

PAGES = [
    surface for surface in SURFACES.values() if not surface.is_post and not surface.name.startswith(("ui:", "mfa_"))
]
FORGERS = ("county_cadre", *(pytest.param(name, marks=pytest.mark.slow) for name in ("town_cadre", "chair")))
OF_THE_SHELL = ("/ui/appearance/", "/account/post/", "/accounts/logout/")


@pytest.fixture(scope="module")
def south(world: World) -> South:
    return South(world)


@pytest.fixture(scope="module")
def south_words(world: World) -> frozenset[str]:
    return words_of_south(world)


def _forms(visits: Visits, surface: Surface, actor: str) -> list[Form]:
    north = visits.world.north
    urls = [surface.address(north), *(f"{surface.address(north)}?{probe(north)}" for probe in surface.probes)]
    answers = [visits.get(actor, url) for url in urls]
    return [
        form
        for answer in answers
        if answer.status == 200 and answer.is_html
        for form in forms_of(answer.text, url=answer.url)
        if form.url not in OF_THE_SHELL
    ]


@pytest.mark.parametrize("actor", FORGERS)
def test_a_forged_form_changes_nothing_of_south(
    visits: Visits, actor: str, south: South, south_words: frozenset[str]
) -> None:
    wrong, tried = [], set()
    for surface in PAGES:
        for form in _forms(visits, surface, actor):
            if form.sends in tried:
                continue
            tried.add(form.sends)
            for name, kind, forgery in forged(form, visits.world.south):
                if outcome := _send(visits, actor, forgery, south=south, words=south_words):
                    wrong.append(f"{surface.name} {form.url} by {actor}, {kind} in {name}: {outcome}")

    assert tried
    assert not wrong, listed(wrong)


def _send(visits: Visits, actor: str, form: Form, *, south: South, words: frozenset[str]) -> str:
    """What a forged form achieved; nothing, if all is well."""
    with visits.undone():
        before = writes()
        answer = answer_of(form.url, visits.client(actor).post(form.url, form.fields))
        changes = south.changes(written_since(before))
    if answer.status >= 500:
        return f"failed with {answer.status}"
    if changes:
        return f"changed rows of South or points at them: {', '.join(changes)}"
    typed = {value for values in form.fields.values() for value in values}
    leaked = [word for word in words_in(answer.text, words) if not any(word in value for value in typed)]
    return f"told {leaked[0]}" if leaked else ""
