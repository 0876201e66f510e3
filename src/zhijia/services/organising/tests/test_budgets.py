"""How many queries a page may make, and that a panel costs one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.organisation import panels
from zhijia.organisation.models import Enterprise
from zhijia.organisation.panels import PanelQuestion, panels_of, register_panel
from zhijia.organisation.tests.factories import SmallCity

MOST = 12
MOST_OF_ENTERPRISE = 8
BOOKKEEPING = ("SAVEPOINT", "RELEASE", "set_config")


def queries_of(city: SmallCity, url: str) -> int:
    """Queries of the second visit, without those that only open the transaction and tell the scope."""
    client = city.county_cadre.client()
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len([q for q in captured.captured_queries if not any(word in q["sql"] for word in BOOKKEEPING)])


@pytest.mark.parametrize(
    "name", ["unions", "union_list", "enterprises", "people", "members", "posts", "imports", "law"]
)
def test_a_list_stays_within_its_budget(city: SmallCity, name: str) -> None:
    assert queries_of(city, reverse(f"organising:{name}")) <= MOST


def test_the_page_of_a_union_stays_within_its_budget(city: SmallCity) -> None:
    assert queries_of(city, reverse("organising:union", args=[city.mill_union.pk])) <= MOST + len(panels_of("union"))


def test_the_page_of_an_enterprise_makes_eight_queries_and_one_a_panel(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(panels, "_panels", dict(panels._panels))
    url = reverse("organising:enterprise", args=[city.mill.pk])
    before = queries_of(city, url) - len(panels_of("enterprise"))

    register_panel(
        place="enterprise", code="tests.count", title="样板", template="ui/_facts.html", read=_one_query, order=1
    )

    assert before <= MOST_OF_ENTERPRISE + len(SHELL)
    assert queries_of(city, url) - len(panels_of("enterprise")) == before
    assert "样板" in city.county_cadre.client().get(url).content.decode()


SHELL = ("session", "account", "posts", "name", "inbox", "to-dos")
"""What every page asks to know who looks and what awaits her."""


def _one_query(question: PanelQuestion) -> dict[str, object]:
    return {"facts": [], "n": Enterprise.objects.filter(pk=question.row.pk).count()}


def test_a_panel_is_registered_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_panels", {})

    register_panel(place="person", code="tests.twice", title="样板", template="ui/_facts.html", read=_one_query)

    with pytest.raises(ValueError, match="twice"):
        register_panel(place="person", code="tests.twice", title="样板", template="ui/_facts.html", read=_one_query)
