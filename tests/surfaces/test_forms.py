"""Every form of every page, sent with ids of the other county in each field that names a record: nothing there changes."""

from collections.abc import Iterator

import pytest
from django.urls import reverse

from tests.surfaces.digest import South, writes, written_since
from tests.surfaces.forms import Form, forged, forms_of
from tests.surfaces.poison import words_in, words_of_south
from tests.surfaces.saying import listed
from tests.surfaces.surface import Surface
from tests.surfaces.table import SURFACES
from tests.surfaces.visits import Visits, answer_of, links_below
from tests.surfaces.world import World
from zhijia.engines.cases.models import Case
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER

PAGES = [
    surface for surface in SURFACES.values() if not surface.is_post and not surface.name.startswith(("ui:", "mfa_"))
]
FORGERS = ("county_cadre", *(pytest.param(name, marks=pytest.mark.slow) for name in ("town_cadre", "chair")))
OF_THE_SHELL = ("/ui/appearance/", "/account/post/", "/accounts/logout/")


@pytest.fixture(scope="module")
def south(world: World) -> South:
    return South(world)


@pytest.fixture(scope="module")
def cases(world: World) -> list[str]:
    """The pages of North's cases, one of each kind in each state."""
    with scoped(BUILDER):
        rows = Case.objects.filter(path__gte=world.north.path, path__lt=f"{world.north.path}~").order_by("pk")
        found = {(kind, state): pk for kind, state, pk in rows.values_list("kind", "state", "pk")}
    return [reverse("cases:case", args=[pk]) for pk in found.values()]


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


def _moves(visits: Visits, cases: list[str], actor: str) -> list[Form]:
    """The forms of what the actor may do in these cases, if they name a record."""
    pages = [page for url in cases if (page := visits.get(actor, url)).status == 200]
    answers = [visits.get(actor, url) for page in pages for url in links_below(page)]
    opened = [answer for answer in answers if answer.status == 200 and answer.is_html]
    return [form for answer in opened for form in forms_of(answer.text, url=answer.url) if form.forgeable]


@pytest.mark.parametrize("actor", FORGERS)
def test_a_forged_form_changes_nothing_of_south(
    visits: Visits, actor: str, south: South, south_words: frozenset[str]
) -> None:
    forms = {form.sends: form for surface in PAGES for form in _forms(visits, surface, actor)}

    wrong = [words for form in forms.values() for words in _wrong(visits, form, actor, south, south_words)]

    assert forms
    assert not wrong, listed(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("actor", ["county_cadre", "chair", "county_leader"])
def test_a_forged_move_changes_nothing_of_south(
    visits: Visits, cases: list[str], actor: str, south: South, south_words: frozenset[str]
) -> None:
    forms = {form.sends: form for form in _moves(visits, cases, actor)}

    wrong = [words for form in forms.values() for words in _wrong(visits, form, actor, south, south_words)]

    assert len(forms) > 3
    assert not wrong, listed(wrong)


def _wrong(visits: Visits, form: Form, actor: str, south: South, words: frozenset[str]) -> Iterator[str]:
    """What a form achieves with ids of the other county."""
    for name, kind, forgery in forged(form, visits.world.south):
        if outcome := _send(visits, actor, forgery, south=south, words=words):
            yield f"{form.url} by {actor}, {kind} in {name}: {outcome}"


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
