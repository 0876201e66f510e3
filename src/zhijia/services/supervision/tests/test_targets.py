"""Lists of targets: whom the reasons choose, a clue for each with why, none twice; the door from the gap of a number."""

from datetime import timedelta

import pytest
from django.urls import reverse

from zhijia.engines.campaigns.models import Campaign
from zhijia.engines.campaigns.running import run_piece
from zhijia.engines.campaigns.selecting import Criteria, choose
from zhijia.engines.indicators.day import on_day
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity, make_enterprise
from zhijia.services.bargaining.tests.story import open_story
from zhijia.services.supervision.actions import targeting
from zhijia.services.supervision.actions.targeting import KIND, start_list
from zhijia.services.supervision.forms.targeting import ListForm
from zhijia.services.supervision.models import Clue


def criteria(*why: str) -> Criteria:
    return Criteria(more={"why": ",".join(why), "large_from": "25"})


def chosen(city: SmallCity, *why: str) -> set[str]:
    actor = city.city_cadre.actor
    with scoped(actor):
        return {row.name[2:4] for row in choose(actor, kind=KIND, criteria=criteria(*why), today=TODAY)}


def listed(city: SmallCity, name: str, *why: str) -> Campaign:
    actor = city.city_cadre.actor
    form = ListForm({"name": name})
    assert form.is_valid()
    with scoped(actor):
        campaign = start_list(actor, form.facts(criteria(*why), today=TODAY), now=NOW)
    while run_piece(campaign.pk, actor, now=NOW):
        continue
    return campaign


def became(campaign: Campaign) -> dict[str, str]:
    with scoped(BUILDER):
        return {row.enterprise.name[2:4]: row.result for row in campaign.targets.select_related("enterprise")}


def test_each_reason_chooses_whom_the_study_names(city: SmallCity) -> None:
    with scoped(BUILDER):
        make_enterprise("江海小铺商行", territory=city.north_town, headcount=6)
    assert chosen(city, "no_contract") == {"青禾", "长堤"}
    assert chosen(city, "unorganised") == {"独木"}

    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")
    story.refuse("2026-03-03")
    assert (chosen(city, "refused"), chosen(city, "silent")) == ({"青禾"}, set())


def test_silence_and_a_filing_that_is_overdue_are_reasons(city: SmallCity) -> None:
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-03").serve("2026-03-03")
    story.at("2026-04-01").sweep()
    assert (story.state, chosen(city, "silent"), chosen(city, "refused")) == ("refused", {"青禾"}, set())


def test_a_contract_in_force_takes_its_firm_off_the_list_and_one_unfiled_puts_it_on(city: SmallCity) -> None:
    story = open_story(city).to_signature()
    assert chosen(city, "unfiled") == {"青禾"}
    assert chosen(city, "unfiled", "unorganised") == {"青禾", "独木"}

    story.at("2026-04-02").file("2026-04-02").at("2026-04-30").sweep()

    assert (story.state, chosen(city, "no_contract"), chosen(city, "no_wages")) == ("effective", {"长堤"}, {"长堤"})


def test_every_line_becomes_a_clue_with_its_reasons_at_the_union_that_follows_up_and_none_twice(
    city: SmallCity,
) -> None:
    first = listed(city, "第一批", "no_contract", "no_wages")
    again = listed(city, "第二批", "no_contract", "unorganised")

    assert became(first) == {"青禾": "noted", "长堤": "noted"}
    assert became(again) == {"青禾": "already", "长堤": "already", "独木": "noted"}
    with scoped(BUILDER):
        clues = {clue.enterprise.name[2:4]: clue for clue in Clue.objects.select_related("enterprise", "union")}
        reasons = [str(one) for one in as_sentences(first.targets.get(enterprise=city.mill).reasons)]
    assert set(clues) == {"青禾", "长堤", "独木"}
    assert reasons == ["已建会，没有有效集体合同", "已建会，没有有效工资专项集体合同"]
    assert clues["青禾"].facts == "已建会，没有有效集体合同；已建会，没有有效工资专项集体合同（第一批）。"
    assert clues["青禾"].union == city.north_town


def test_a_piece_that_dies_leaves_no_clue_and_the_next_run_notes_each_once(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = city.city_cadre.actor

    def die(_events: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(targeting, "record_all", die)
        with pytest.raises(KeyboardInterrupt):
            listed(city, "第一批", "no_contract")
    with scoped(BUILDER):
        assert not Clue.objects.exists()
        campaign = Campaign.objects.get()

    for _again in range(2):
        while run_piece(campaign.pk, actor, now=NOW + timedelta(minutes=5)):
            continue

    with scoped(BUILDER):
        assert Clue.objects.count() == 2


@pytest.mark.parametrize(("who", "status"), [("city_cadre", 200), ("town_cadre", 200), ("chair", 403), ("worker", 403)])
def test_who_campaigns_chooses_targets(city: SmallCity, who: str, status: int) -> None:
    page = getattr(city, who).client().get(reverse("supervision:targets"), {"why": "no_contract"})

    assert page.status_code == status


def test_the_gap_of_the_number_leads_to_the_same_firms_and_a_name_is_asked_once(city: SmallCity) -> None:
    client = city.city_cadre.client()
    with on_day(TODAY):
        gap = client.get(reverse("cockpit:list", args=["bargaining.contract_rate"]), {"part": "gap"}).content.decode()
    url = f"{reverse('supervision:targets')}?why=no_contract&place={city.root.pk}"
    assert url.replace("&", "&amp;") in gap

    preview = client.get(url).content.decode()
    made = client.post(url, {"name": "冬季名单"}, follow=True)
    twice = client.post(url, {"name": "冬季名单"})

    assert "符合条件的 2 家" in preview
    assert "没有有效集体合同" in preview
    assert "冬季名单" in made.content.decode()
    assert twice.status_code == 409
