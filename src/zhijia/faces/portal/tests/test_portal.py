"""The portal: what awaits me, my union, my cases; a worker sees her own and nothing else."""

from django.test import Client

from zhijia.engines.cases.flow import Flow
from zhijia.engines.cases.models import Case, CaseShare
from zhijia.engines.cases.tests.supply import make, open_supply
from zhijia.faces.portal.queries import cases_ahead, home_of
from zhijia.organisation.models import Employment, Enterprise, Union
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, TODAY, Figure, SmallCity


def page(figure: Figure, address: str = "/me/") -> str:
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(figure.user)
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_worker_sees_her_union_and_where_she_works(city: SmallCity) -> None:
    text = page(city.worker)

    assert "青禾纺织工会委员会" in text
    assert "江海青禾纺织有限公司" in text
    assert "现在没有需要您办理的事" in text


def test_a_worker_sees_no_other_union_or_enterprise_in_the_database(city: SmallCity) -> None:
    with scoped(city.worker.actor):
        assert list(Union.objects.all()) == [city.mill_union]
        assert list(Enterprise.objects.all()) == [city.mill]


def test_a_job_that_ended_is_no_longer_shown(city: SmallCity) -> None:
    with scoped(BUILDER):
        Employment.objects.filter(person=city.worker.person).update(to_on=TODAY)

    with scoped(city.worker.actor):
        assert home_of(city.worker.actor, today=TODAY).enterprises == ()


def test_a_chair_sees_the_union_she_chairs_and_what_it_covers(city: SmallCity) -> None:
    with scoped(city.chair.actor):
        home = home_of(city.chair.actor, today=TODAY)

    assert home.union == city.mill_union
    assert home.enterprises == (city.mill,)


def test_what_is_due_first_stands_on_top_with_one_large_button(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    make(case, "approve", city.county_cadre.actor)

    text = page(city.town_cadre)

    assert f'href="/cases/{case.pk}/hand_over/" class="btn btn-primary btn-wide"' in text
    assert "最迟 12月15日 周二" in text


def test_cases_stand_at_their_next_date(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)

    with scoped(city.town_cadre.actor):
        (ahead,) = cases_ahead(city.town_cadre.actor)
    assert ahead.case == case
    assert ahead.next_on is not None
    assert case.title in page(city.town_cadre, "/me/cases/")


def test_a_small_union_sees_what_it_takes_part_in_as_the_large_one_does(
    city: SmallCity, flow: Flow, case: Case
) -> None:
    """Dated first, undated last, each once, however many clocks it has and by whichever way it is found."""
    undated, later, alien = (open_supply(city, flow, title=title) for title in ("三台风扇", "两箱手套", "别家的事"))
    make(later, "submit", city.town_cadre.actor)
    make(later, "approve", city.county_cadre.actor)
    make(case, "submit", city.town_cadre.actor)
    with scoped(city.town_cadre.actor):
        for shared in (undated, later, case):
            CaseShare.objects.create(case=shared, union=city.mill_union)

    with scoped(city.chair.actor):
        narrow = [(row.case, row.next_on is None) for row in cases_ahead(city.chair.actor)]
        first = cases_ahead(city.chair.actor, most=1)
    with scoped(city.town_cadre.actor):
        wide = [row.case for row in cases_ahead(city.town_cadre.actor)]
    assert narrow == [(case, False), (later, False), (undated, True)]
    assert wide == [case, later, undated, alien]
    assert [row.case for row in first] == [case]


def test_a_closed_case_is_no_longer_ahead(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    make(case, "reject", city.county_cadre.actor, reason="超出标准")

    with scoped(city.town_cadre.actor):
        assert cases_ahead(city.town_cadre.actor) == []


def test_a_worker_sees_no_case_of_others(city: SmallCity, case: Case) -> None:
    assert case.title not in page(city.worker, "/me/cases/")
    assert case.title not in page(city.worker)


def test_messages_are_read_on_the_phone_too(city: SmallCity, case: Case) -> None:
    make(case, "submit", city.town_cadre.actor)
    client = Client(headers={"accept-language": "zh-CN"})
    client.force_login(city.county_cadre.user)

    assert case.title in client.get("/me/inbox/").content.decode()
    assert "1 条消息已标为已读" in client.post("/me/inbox/read/", follow=True).content.decode()


def test_a_worker_is_refused_in_words_that_fit_her_and_verifies_her_number_on_her_own_page(city: SmallCity) -> None:
    """ID-09: without a gateway the page says so; nobody who holds no post is told to switch posts."""
    client = city.worker.client()

    refused = client.get("/unions/")
    assert refused.status_code == 403
    assert "换一个再试" not in refused.content.decode()
    assert client.get("/me/record/phone/").status_code == 200
    asked = client.post("/me/record/phone/code/", follow=True)
    assert "还没有接通短信" in asked.content.decode()
