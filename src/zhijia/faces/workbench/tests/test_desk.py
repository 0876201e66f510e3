"""The desk: what awaits me, by when, why, and what to do."""

import pytest

from zhijia.engines.cases.models import Case
from zhijia.organisation.tests.factories import SmallCity

pytestmark = pytest.mark.database


def test_it_renders(city: SmallCity, case: Case) -> None:
    client = city.town_cadre.client()
    for url in (
        "/desk/",
        "/desk/todos.xlsx",
        f"/cases/{case.pk}/",
        f"/cases/{case.pk}/?tab=people",
        f"/cases/{case.pk}/?tab=timeline",
        f"/cases/{case.pk}/?tab=attachments",
        f"/cases/{case.pk}/submit/",
        "/inbox/",
        "/search/?q=申领",
        "/permissions/",
        "/me/",
        "/me/cases/",
        "/me/union/",
        "/me/inbox/",
    ):
        response = client.get(url)
        assert response.status_code == 200, (url, response.content.decode()[:3000])
    assert client.get("/").status_code == 302
