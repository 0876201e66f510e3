"""Employments on the pages of the person and of the enterprise."""

from django.urls import reverse

from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity


def jobs_of(city: SmallCity) -> list[Employment]:
    with scoped(BUILDER):
        return list(Employment.objects.filter(person=city.chair.person).order_by("pk"))


def test_a_chair_enters_where_her_member_works_and_both_pages_show_it(city: SmallCity) -> None:
    client, person = city.chair.client(), reverse("organising:person", args=[city.chair.person.pk])
    enterprise = reverse("organising:enterprise", args=[city.mill.pk])

    sent = client.post(
        reverse("organising:employ_person", args=[city.chair.person.pk]),
        {"enterprise": str(city.mill.pk), "from_on": "2021-03-01"},
    )

    assert sent.status_code == 302
    assert "青禾纺织" in client.get(person).content.decode()
    assert "青主席" in client.get(enterprise).content.decode()


def test_from_the_page_of_the_enterprise_a_person_of_the_scope_is_chosen(city: SmallCity) -> None:
    url = reverse("organising:employ_here", args=[city.mill.pk])
    client = city.town_cadre.client()

    found = client.post(url, {"person": str(city.chair.person.pk), "from_on": "2021-03-01", "to_on": "2022-03-01"})
    stranger = client.post(url, {"person": str(city.stranger.person.pk), "from_on": "2021-03-01"})

    assert (found.status_code, stranger.status_code) == (302, 422)
    assert [str(job.to_on) for job in jobs_of(city)] == ["2022-03-01"]


def test_a_double_click_enters_it_once_and_keeps_what_was_typed(city: SmallCity) -> None:
    url = reverse("organising:employ_person", args=[city.chair.person.pk])
    client, given = city.town_cadre.client(), {"enterprise": str(city.mill.pk), "from_on": "2021-03-01"}

    answers = [client.post(url, given) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert "2021-03-01" in answers[1].content.decode()
    assert len(jobs_of(city)) == 1


def test_an_employment_is_ended_from_its_page(city: SmallCity) -> None:
    with scoped(BUILDER):
        job = Employment.objects.create(person=city.chair.person, enterprise=city.mill, from_on="2021-03-01")
    url = reverse("organising:end_employment", args=[job.pk])

    assert city.stranger.client().post(url, {"to_on": "2024-01-01"}).status_code == 404
    assert city.research.client().post(url, {"to_on": "2024-01-01"}).status_code == 403
    assert city.chair.client().post(url, {"to_on": "2024-01-01"}).status_code == 302
    assert [str(job.to_on) for job in jobs_of(city)] == ["2024-01-01"]


def test_the_log_of_a_person_and_of_her_account_is_one_list_newest_first(city: SmallCity) -> None:
    town, person = city.town_cadre.client(), city.chair.person.pk
    town.post(reverse("organising:employ_person", args=[person]), {"enterprise": city.mill.pk, "from_on": "2021-03-01"})
    town.post(reverse("organising:close_account", args=[person]), {"reason": "退休"})

    page = town.get(reverse("organising:person", args=[person])).content.decode()

    log = page[page.index("留痕") :]
    assert log.index("停用账号") < log.index("登记劳动关系")
