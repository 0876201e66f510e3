"""Offers in bulk: whom a campaign chooses, what becomes of each, that a kill loses and doubles nothing, who sees what."""

import re
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml.html import fromstring  # type: ignore[import-untyped]

from zhijia.engines.campaigns import running
from zhijia.engines.campaigns.following import remind
from zhijia.engines.campaigns.jobs import run_campaign
from zhijia.engines.campaigns.models import Campaign, Target
from zhijia.engines.campaigns.planning import CampaignFacts, start
from zhijia.engines.campaigns.queries import shares_below
from zhijia.engines.campaigns.running import run_piece, standing_still
from zhijia.engines.campaigns.selecting import Criteria, choose
from zhijia.engines.cases.advance import advance_many
from zhijia.engines.cases.models import Case
from zhijia.engines.indicators.reading import Place, read_many
from zhijia.engines.indicators.subjects import get_subject_list
from zhijia.engines.indicators.tests.agreement import assert_numbers_are_lists
from zhijia.lib.sentences import Refused
from zhijia.lib.stored_sentences import as_sentences
from zhijia.organisation.models import Enterprise, PostHolding
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import Actor, scoped
from zhijia.organisation.tests.factories import (
    BUILDER,
    NOW,
    TODAY,
    SmallCity,
    make_enterprise,
    make_union,
)
from zhijia.services.bargaining.actions import campaigning
from zhijia.services.bargaining.actions.campaigning import KIND, OfferTemplate, draw_up_offers
from zhijia.services.bargaining.models import Bargaining, Offer
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import Story, moment, open_story
from zhijia.services.bargaining.tests.test_guided import elect

AsRole = Callable[[str], AbstractContextManager[None]]
REACHED = ("answered", "agreed", "on_time", "signed")
TEMPLATE = OfferTemplate(
    contract_type=ContractType.WAGE,
    topics="{单位}{年份}年工资增长",
    claims="{单位}现有职工{职工人数}人。",
    proposed_on=date(2027, 1, 20),
    proposed_place="{单位}会议室",
)


def draft(actor: Actor, template: OfferTemplate = TEMPLATE, name: str = "冬季集中要约", **criteria: Any) -> Campaign:
    more = {"type": template.contract_type.value, "contract": ""}
    chosen = Criteria(**{"more": more, **criteria})
    facts = CampaignFacts(kind=KIND, name=name, from_on=TODAY, to_on=TODAY + timedelta(days=60), criteria=chosen)
    with scoped(actor):
        return draw_up_offers(actor, facts, template, now=NOW)


def started(actor: Actor, **options: Any) -> Campaign:
    campaign = draft(actor, **options)
    with scoped(actor):
        return start(actor, campaign, now=NOW)


def run_all(campaign: Campaign, actor: Actor) -> None:
    while run_piece(campaign.pk, actor, now=NOW):
        continue


def results(campaign: Campaign) -> dict[str, str]:
    with scoped(BUILDER):
        return {t.enterprise.name: t.result for t in campaign.targets.select_related("enterprise").order_by("pk")}


def add_mills(city: SmallCity, count: int) -> None:
    with scoped(BUILDER):
        for n in range(count):
            firm = make_enterprise(f"江海青禾{n}厂", territory=city.north_town, headcount=30 + n)
            make_union(f"青禾{n}厂工会", parent=city.north_town, kind=UnionKind.ENTERPRISE, covers=firm)


def test_each_chosen_enterprise_gets_one_offer_and_each_other_its_reason(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    running_story = open_story(city).at("2026-03-02").send_offer()
    add_mills(city, 1)
    campaign = started(actor)
    run_all(campaign, actor)

    assert results(campaign) == {
        "江海青禾纺织有限公司": "already",
        "江海独木食品有限公司": "opened",
        "江海青禾0厂": "made",
        "江海长堤船务有限公司": "made",
    }
    with scoped(BUILDER):
        made = campaign.targets.get(enterprise__name="江海青禾0厂")
        offer = Offer.objects.get(bargaining__case=made.case)
        opened = campaign.targets.select_related("case").get(result="opened")
        guided = Bargaining.objects.get(case=opened.case)
        assert campaign.targets.get(result="already").case_id == running_story.case_id
    assert (offer.topics, offer.claims) == ("江海青禾0厂2026年工资增长", "江海青禾0厂现有职工30人。")
    assert "还没有工会" in str(as_sentences(opened.reasons)[0])
    assert (opened.case and opened.case.state, guided.guided_by_id) == ("drafting", city.north_town.pk)
    assert offer.channel == "paper"
    assert_campaign_is_counted(city)
    guided_story = Story(replace(city, chair=city.town_cadre), guided.case_id, city.county_cadre, moment("2026-11-23"))
    elect(elect(elect(guided_story, "独甲", scan=True, is_chief="on"), "独乙"), "独丙").send_offer()

    assert results(campaign)["江海独木食品有限公司"] == "made"


def assert_campaign_is_counted(city: SmallCity) -> None:
    """要约率: three of four were reached, also the one whose offer stood before; the list says of each what became of it."""
    with scoped(city.leader.actor):
        reading = read_many(["bargaining.offer_rate"], path=city.root.path, on=TODAY)["bargaining.offer_rate"]
        ids = [*Target.objects.values_list("pk", flat=True)]
        rows = get_subject_list("bargaining.target").describe(ids, code="bargaining.offer_rate", on=TODAY)
        assert_numbers_are_lists(["bargaining.offer_rate"], places=[Place(city.root.path)], days=[TODAY])
    assert (reading.numerator, reading.denominator) == (3, 4)
    assert sorted(row.cells[1] for row in rows.values()) == ["已发出", "已发出", "已在办理", "已立项"]


def test_a_piece_that_dies_leaves_nothing_and_the_next_run_sends_none_twice(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = city.county_cadre.actor
    add_mills(city, 4)
    campaign = started(actor, union_kinds=("enterprise",))
    monkeypatch.setattr(running, "PIECE", 2)
    assert run_piece(campaign.pk, actor, now=NOW)

    def die_after_sending(*args: Any, **options: Any) -> None:
        advance_many(*args, **options)
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(campaigning, "advance_many", die_after_sending)
        with pytest.raises(KeyboardInterrupt):
            run_piece(campaign.pk, actor, now=NOW)
    with scoped(BUILDER):
        assert (Bargaining.objects.count(), campaign.targets.filter(result="made").count()) == (2, 2)
        assert standing_still(now=NOW + timedelta(minutes=3)) == [campaign.pk]

    run_all(campaign, actor)
    run_all(campaign, actor)

    with scoped(BUILDER):
        assert Bargaining.objects.count() == Offer.objects.count() == 5
        assert Case.objects.values("enterprise").distinct().count() == 5
        numbers = list(Case.objects.order_by("pk").values_list("number", flat=True))
        assert standing_still(now=NOW + timedelta(days=1)) == []
    assert numbers == [f"XS-2026-{n:06d}" for n in range(1, 6)]


def test_what_the_register_does_not_know_is_not_written_into_a_letter(city: SmallCity) -> None:
    actor = city.county_cadre.actor
    template = OfferTemplate(contract_type=ContractType.GENERAL, topics="续订{原合同}")
    campaign = started(actor, template=template, union_kinds=("enterprise",))
    run_all(campaign, actor)

    with scoped(BUILDER):
        target = campaign.targets.get()
        assert not Bargaining.objects.exists()
    assert "原合同" in str(as_sentences(target.reasons)[0])


def test_an_offer_that_its_form_refuses_goes_back_alone_and_leaves_no_case(
    city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor, kept = city.city_cadre.actor, campaigning.offer_of
    campaign = started(actor, union_kinds=("enterprise",))

    def too_early(template: Any, known: Any) -> dict[str, object]:
        meets = {"proposed_on": TODAY.isoformat()} if "青禾" in known.enterprise else {}
        return kept(template, known) | meets

    monkeypatch.setattr(campaigning, "offer_of", too_early)
    run_all(campaign, actor)

    assert results(campaign) == {city.mill.name: "refused", city.pier.name: "made"}
    with scoped(BUILDER):
        assert Case.objects.count() == 1
        refused = campaign.targets.get(result="refused")
    assert "晚于今天" in str(as_sentences(refused.reasons)[0])


@pytest.mark.parametrize(
    ("criteria", "chosen"),
    [
        ({"headcount_from": 100}, {"江海青禾纺织有限公司"}),
        ({"headcount_to": 60, "industries": ("2017-C",)}, {"江海独木食品有限公司", "江海长堤船务有限公司"}),
        ({"industries": ("2017-F",)}, set()),
        ({"industries": ("2002-C",)}, set()),  # the same letter of another edition
        ({"union_kinds": ("joint",)}, set()),
        ({"more": {"type": "wage", "contract": "force"}}, {"江海青禾纺织有限公司"}),
        ({"more": {"type": "wage", "contract": "expiring", "until": "2027-06-30"}}, {"江海青禾纺织有限公司"}),
        ({"more": {"type": "wage", "contract": "expiring", "until": "2026-12-31"}}, set()),
        ({"more": {"type": "wage", "contract": "none"}}, {"江海独木食品有限公司", "江海长堤船务有限公司"}),
    ],
)
def test_criteria_choose_by_what_is_known_of_enterprises_and_contracts(
    city: SmallCity, criteria: Mapping[str, Any], chosen: set[str]
) -> None:
    story = open_story(city).to_signature().at("2026-04-02").file("2026-04-02")
    story.at("2026-04-30").sweep()
    assert story.state == "effective"
    actor = city.city_cadre.actor

    with scoped(actor):
        wanted = Criteria(**{"more": {"type": "wage", "contract": ""}, **criteria})
        found = choose(actor, kind=KIND, criteria=wanted, today=TODAY)
        assert {row.name for row in found} == chosen


def test_rates_tell_an_answer_from_an_agreement_by_place_and_by_who_follows_up(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    open_story(city).at("2026-03-02").send_offer()
    add_mills(city, 3)
    campaign = started(actor)
    run_all(campaign, actor)
    late = TODAY + timedelta(days=40)
    answer(city, campaign, "江海青禾0厂", "refuse", reason="今年没有安排")
    answer(city, campaign, "江海青禾1厂", "agree", on=late)
    answer(city, campaign, "江海青禾2厂", "agree")

    with scoped(actor):
        shares = shares_below(campaign, actor, below=city.root.path)
        places = {u.name: [s[name] for name in ("total", "already", "made", *REACHED)] for u, s in shares.by_place}
        cadres = {post.title if post else "": share.silent for post, share in shares.by_cadre}
    assert places == {"北塘区总工会": [5, 1, 3, 3, 2, 2, 0], "南汀区总工会": [1, 0, 1, 0, 0, 0, 0]}
    assert (shares.whole.wanted, shares.whole["opened"], shares.whole["refused"]) == (5, 1, 0)
    assert city.town_cadre.post is not None
    assert city.dept_head.post is not None
    assert cadres == {city.town_cadre.post.title: 0, city.dept_head.post.title: 1}


def test_every_number_of_a_campaign_opens_a_list_of_as_many(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    open_story(city).at("2026-03-02").send_offer()
    add_mills(city, 2)
    campaign = started(actor)
    run_all(campaign, actor)
    answer(city, campaign, "江海青禾0厂", "agree")
    client = city.city_cadre.client()

    page = fromstring(client.get(reverse("bargaining:campaign", args=[campaign.pk])).content.decode())

    numbers = [(a.text_content().strip(), a.get("href")) for a in page.xpath("//td[@class='num']/a")]
    funnel = [
        (re.sub(r"\D", "", line.xpath(".//span[contains(@class,'bars-value')]")[0].text_content()), link.get("href"))
        for line in page.xpath("//ul[@class='bars']/li")
        for link in line.xpath(".//a")
    ]
    assert len(numbers) > 12
    assert [number for number, _url in funnel] == ["4", "3", "1", "1", "0"]
    for number, url in numbers + funnel:
        listed = fromstring(client.get(url).content.decode()).xpath("//tbody/tr")
        assert len(listed) == int(number), url


def answer(city: SmallCity, campaign: Campaign, name: str, verb: str, *, on: date = TODAY, **more: str) -> None:
    """One target receives its offer today and answers on a day: its county's cadre enters both from paper."""
    with scoped(BUILDER):
        case = campaign.targets.get(enterprise__name=name).case
    assert case is not None
    cadre = city.county_cadre.actor
    story = Story(city, case.pk, city.chair, NOW).make("record_service", {"day": TODAY}, by=cadre, scan=True)
    reply = {"decision": verb, "replied_on": on, "signer": "柯经理", "signer_authority": "法定代表人授权", **more}
    story.at(on).sweep().make(verb, reply, by=cadre, scan=True)


def test_the_silent_are_reminded_once_a_day_and_each_row_says_what_became_of_it(city: SmallCity) -> None:
    actor = city.city_cadre.actor
    campaign = started(actor)
    run_all(campaign, actor)
    answer(city, campaign, city.mill.name, "agree")
    with scoped(actor):
        pks = list(campaign.targets.order_by("pk").values_list("pk", flat=True))
        first = remind(actor, campaign, pks, now=NOW)
        again = remind(actor, campaign, pks, now=NOW)
        tomorrow = remind(actor, campaign, pks, now=NOW + timedelta(days=1))

    def said(outcomes: list[Any]) -> dict[str, str]:
        return {row.target.enterprise.name[2:4]: str(row.reason or "") for row in outcomes}

    assert said(first) == {"青禾": "已经答复，不用催促。", "独木": "没有发出，不能催促。", "长堤": ""}
    assert said(again)["长堤"] == "今天已经催促过。"
    assert said(tomorrow)["长堤"] == ""
    client = city.south_chair.client()
    assert "冬季集中要约" in client.get(reverse("workbench:inbox")).content.decode()
    with pytest.raises(Refused, match="干部组织"), scoped(city.chair.actor):
        remind(city.chair.actor, campaign, pks, now=NOW)


def test_a_job_sends_as_the_post_that_started_and_stops_when_it_is_no_longer_held(
    city: SmallCity, acting_as: AsRole
) -> None:
    add_mills(city, 1)
    campaign = started(city.town_cadre.actor, union_kinds=("enterprise",))
    other = started(city.county_cadre.actor, name="另一次", union_kinds=("enterprise",))
    with scoped(BUILDER):
        PostHolding.objects.filter(post=city.county_cadre.post).update(to_on=TODAY - timedelta(days=1))

    with acting_as("batch"):
        run_campaign(campaign.pk)
        run_campaign(other.pk)
        campaign.refresh_from_db()
        other.refresh_from_db()
        made = Target.objects.filter(result="made").count()

    assert campaign.finished_at is not None
    assert made == 2
    assert other.finished_at is None
    assert "继续办理" in str(as_sentences(other.problem)[0])


@pytest.mark.parametrize(
    ("who", "draft_status", "started_status", "rows"),
    [
        ("leader", 200, 200, 3),
        ("county_cadre", 404, 200, 2),
        ("town_cadre", 404, 200, 2),
        ("stranger", 404, 200, 1),
        ("worker", 404, 404, 0),
    ],
)
def test_a_draft_is_its_unions_own_and_a_started_campaign_shows_each_union_its_own_targets(
    city: SmallCity, who: str, draft_status: int, started_status: int, rows: int
) -> None:
    campaign = draft(city.city_cadre.actor)
    client = getattr(city, who).client()
    page = reverse("bargaining:campaign", args=[campaign.pk])
    assert client.get(page).status_code == draft_status
    with scoped(city.city_cadre.actor):
        start(city.city_cadre.actor, campaign, now=NOW)
    run_all(campaign, city.city_cadre.actor)

    assert client.get(page).status_code == started_status
    if rows:
        listed = client.get(reverse("bargaining:targets", args=[campaign.pk])).content.decode()
        assert sum(name in listed for name in ("青禾纺织", "独木食品", "长堤船务")) == rows


def test_the_button_of_a_draft_says_how_many_get_an_offer_and_why_others_do_not(city: SmallCity) -> None:
    open_story(city).at("2026-03-02").send_offer()
    add_mills(city, 2)
    with scoped(BUILDER):
        Enterprise.objects.filter(name="江海青禾0厂").update(headcount=None)
    actor = city.city_cadre.actor
    campaign = draft(actor)

    page = city.city_cadre.client().get(reverse("bargaining:campaign", args=[campaign.pk])).content.decode()
    with scoped(actor):
        start(actor, campaign, now=NOW)
    run_all(campaign, actor)

    assert "向 2 家发出要约" in page
    for words in ("选中 5 家单位", "1 家没有工会", "1 家已在协商这类合同", "1 家资料不全"):
        assert words in page
    assert sorted(results(campaign).values()) == ["already", "made", "made", "opened", "refused"]


def test_a_cadre_draws_a_campaign_up_on_the_page_looks_at_it_and_starts_it(city: SmallCity) -> None:
    client, today = city.county_cadre.client(), timezone.localdate()
    sent = {
        "name": "春季集中要约",
        "from_on": today.isoformat(),
        "to_on": (today + timedelta(days=30)).isoformat(),
        "contract_type": "wage",
        "union_kinds": ["enterprise"],
        "contract": "none",
        "topics": "{单位}工资增长{错字}",
        "proposed_on": (today + timedelta(days=20)).isoformat(),
        "proposed_place": "会议室",
    }
    new = reverse("bargaining:new_campaign")

    faulty = client.post(new, sent)
    page = client.post(new, sent | {"topics": "{单位}工资增长"}, follow=True)
    twice = client.post(new, sent | {"topics": "{单位}工资增长"})
    with scoped(BUILDER):
        campaign = Campaign.objects.get()
    going = client.post(reverse("bargaining:start_campaign", args=[campaign.pk]), follow=True)
    late = client.post(reverse("bargaining:start_campaign", args=[campaign.pk]))

    assert (faulty.status_code, "没有这个合成字段：错字" in faulty.content.decode()) == (422, True)
    assert "选中 1 家单位" in page.content.decode()
    assert "江海青禾纺织有限公司工资增长" in page.content.decode()
    assert (twice.status_code, "已有同名的行动" in twice.content.decode()) == (409, True)
    assert "已办理 0 / 1 家" in going.content.decode()
    assert (late.status_code, "已经开始" in late.content.decode()) == (409, True)
    assert city.chair.client().get(new).status_code == 403
