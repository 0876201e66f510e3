"""Making a move from a page: once, in order, with nothing lost."""

import re
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.queries import timeline_of
from zhijia.engines.cases.tests.supply import make
from zhijia.engines.documents.queries import attachments_of
from zhijia.engines.documents.tests import samples
from zhijia.faces.workbench.tests.asking import ask, client_of, send
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity

PANE = {"HX-Request": "true", "HX-Target": "pane", "HX-Current-URL": "http://testserver/desk/?light=late"}


@pytest.fixture
def under_review(city: SmallCity, case: Case) -> Case:
    make(case, "submit", city.town_cadre.actor)
    return case


def state_of(case: Case) -> str:
    with scoped(BUILDER):
        return Case.objects.get(pk=case.pk).state


def count_events(case: Case) -> int:
    with scoped(BUILDER):
        return len(timeline_of(case))


def test_a_move_is_made_and_one_comes_back_to_the_case(city: SmallCity, under_review: Case) -> None:
    address = f"/cases/{under_review.pk}/approve/"
    key = ask(city.county_cadre, address).context["key"]

    response = send(city.county_cadre, address, {"key": key})

    assert response.headers["Location"] == f"/cases/{under_review.pk}/"
    assert state_of(under_review) == "approved"


def test_a_double_click_does_it_once_and_says_so(city: SmallCity, under_review: Case) -> None:
    address, client = f"/cases/{under_review.pk}/approve/", client_of(city.county_cadre)
    data = {"key": str(uuid4())}

    first, second = (client.post(address, data, follow=True) for _ in range(2))

    assert "没有重复办理" not in first.content.decode()
    assert "没有重复办理" in second.content.decode()
    assert count_events(under_review) == 3


def test_what_was_typed_is_kept_with_the_error_at_its_field(city: SmallCity, under_review: Case) -> None:
    data = {"key": str(uuid4()), "reason": "长" * 101}

    response = send(city.county_cadre, f"/cases/{under_review.pk}/send_back/", data)

    assert response.status_code == 422
    text = response.content.decode()
    assert "长" * 101 in text
    assert data["key"] in text
    assert state_of(under_review) == "review"


def test_a_file_survives_an_error_in_another_field(city: SmallCity, under_review: Case) -> None:
    make(under_review, "approve", city.county_cadre.actor)
    address, client = f"/cases/{under_review.pk}/report/", client_of(city.town_cadre)
    faulty = client.post(
        address, {"key": str(uuid4()), "text": "", "evidence": SimpleUploadedFile("签到表.pdf", samples.PDF)}
    )
    (kept,) = re.findall(r'name="evidence_kept" value="([^"]+)"', faulty.content.decode())

    response = client.post(address, {"key": str(uuid4()), "text": "已走访", "evidence_kept": kept})

    assert response.status_code == 302
    with scoped(BUILDER):
        assert [attachment.filename for attachment in attachments_of(under_review)] == ["签到表.pdf"]


def test_a_stale_page_is_refused_with_the_present_state(city: SmallCity, under_review: Case) -> None:
    make(under_review, "reject", city.county_cadre.actor, reason="超出标准")

    response = send(city.county_cadre, f"/cases/{under_review.pk}/approve/", {"key": str(uuid4())})

    assert response.status_code == 409
    text = response.content.decode()
    assert "该事项现在是“已驳回”，不能批准" in text
    assert "现在：已驳回" in text
    assert '<form method="post" action="/cases/' not in text


def test_a_form_that_may_not_be_sent_is_not_shown(city: SmallCity, under_review: Case) -> None:
    response = ask(city.town_cadre, f"/cases/{under_review.pk}/approve/")

    assert response.status_code == 409
    assert "这一步由指定的岗位办理" in response.content.decode()


def test_without_its_key_a_submission_is_refused(city: SmallCity, under_review: Case) -> None:
    response = send(city.county_cadre, f"/cases/{under_review.pk}/approve/", {})

    assert response.status_code == 409
    assert "页面已经失效" in response.content.decode()
    assert state_of(under_review) == "review"


def test_an_unknown_move_is_not_found(city: SmallCity, under_review: Case) -> None:
    assert ask(city.county_cadre, f"/cases/{under_review.pk}/burn/").status_code == 404


@pytest.mark.parametrize("figure", ["stranger", "south_chair", "worker", "bureau_officer"])
def test_a_stranger_finds_neither_form_nor_door(city: SmallCity, under_review: Case, figure: str) -> None:
    address = f"/cases/{under_review.pk}/approve/"
    stranger = getattr(city, figure)

    assert ask(stranger, address).status_code == 404
    assert send(stranger, address, {"key": str(uuid4())}).status_code == 404
    assert state_of(under_review) == "review"


@pytest.mark.parametrize(
    ("target", "leads_to"),
    [("/desk/?light=late", "/desk/?light=late"), ("https://evil.example/", None), ("//evil.example/", None)],
)
def test_one_goes_on_only_to_addresses_of_ours(
    city: SmallCity, under_review: Case, target: str, leads_to: str | None
) -> None:
    data = {"key": str(uuid4()), "next": target}

    response = send(city.county_cadre, f"/cases/{under_review.pk}/approve/", data)

    assert response.headers["Location"] == (leads_to or f"/cases/{under_review.pk}/")


def test_in_the_pane_the_form_is_a_fragment(city: SmallCity, under_review: Case) -> None:
    response = ask(city.county_cadre, f"/cases/{under_review.pk}/send_back/", **PANE)

    text = response.content.decode()
    assert "<html" not in text
    assert 'hx-target="#pane"' in text
    assert "HX-Request" in response.headers["Vary"]


def test_in_the_pane_faults_answer_200_so_that_htmx_shows_them(city: SmallCity, under_review: Case) -> None:
    address = f"/cases/{under_review.pk}/send_back/"

    faulty = send(city.county_cadre, address, {"key": str(uuid4()), "reason": ""}, **PANE)
    refused = send(city.county_cadre, address, {"reason": "缺清单"}, **PANE)

    assert (faulty.status_code, refused.status_code) == (200, 200)
    assert "页面已经失效" in refused.content.decode()
    assert "缺清单" in refused.content.decode()


def test_in_the_pane_one_goes_on_to_the_page_around_it(city: SmallCity, under_review: Case) -> None:
    response = send(city.county_cadre, f"/cases/{under_review.pk}/approve/", {"key": str(uuid4())}, **PANE)

    assert response.headers["HX-Redirect"] == PANE["HX-Current-URL"]
    assert state_of(under_review) == "approved"
