"""A worker reads her contract and asks about it; the union promises a day and answers."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from zhijia.engines.cases.models import Case
from zhijia.engines.messages.queries import messages_of
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.actions.opening import succeed
from zhijia.services.bargaining.models import ContractQuestion
from zhijia.services.bargaining.models.bargainings import BargainingKind
from zhijia.services.bargaining.tests.story import FILLED, Story, moment, open_story


@pytest.fixture
def story(city: SmallCity) -> Story:
    """A wage contract of the mill from 1 October 2026, in force for a year."""
    story = open_story(city, day="2026-09-01").to_the_table("2026-09-01").at("2026-09-16").meet()
    story.write_draft("2026-10-01", "2027-09-30").fill(FILLED["wage"]).initial().table().at("2026-09-20").vote()
    story.confirm_papers().sign().at("2026-09-22").file("2026-09-22").at("2026-10-14", 0, 0, 0).sweep()
    assert story.state == "effective"
    return story


def ask(story: Story, text: str = "夜班算加班吗？") -> None:
    url = reverse("bargaining:ask", args=[story.contract.pk])
    answered = story.city.worker.client().post(url, {"clause": "overtime_pay", "text": text})
    assert answered.status_code == 302


def question() -> ContractQuestion:
    with scoped(BUILDER):
        return ContractQuestion.objects.select_related("case").get()


def test_a_worker_reads_what_she_gets_and_what_is_new(story: Story) -> None:
    chair, old = story.city.chair.actor, story.contract
    with scoped(chair):
        next_round = succeed(old, kind=BargainingKind.RENEWAL, actor=chair, now=moment("2026-10-20"))
    renewal = Story(story.city, next_round.case_id, story.officer, moment("2026-10-20"))
    renewal.to_the_table("2026-10-20").at("2026-11-05").meet().write_draft(
        "2026-11-10", "2027-11-09", source="contract"
    )
    renewal.fill({"wage_level": {"average_wage": 650_000, "wage_rise": 500, "wage_rise_month": 1}})
    renewal.initial().table().at("2026-11-08").vote().confirm_papers().sign().at("2026-11-09").file("2026-11-09")
    address = reverse("bargaining:contract", args=[renewal.contract.pk])
    assert (
        story.city.worker.client().get(address).status_code == 404
    )  # under review it applies to nobody: ST-02, CB-057
    assert story.city.chair.client().get(address).status_code == 200
    renewal.at("2026-11-25", 0, 0, 0).sweep()
    page = story.city.worker.client().get(address).content.decode()

    assert (renewal.state, "对您适用" in page) == ("effective", True)
    assert "全体职工的年度平均工资每月不低于¥6,500.00。" in page
    assert "上一份合同是¥6,200.00" in page
    assert f"和上一份合同（{old.number}）相比" in page
    assert "江海青禾纺织有限公司" in page


def test_without_a_rule_of_the_place_the_union_promises_a_day_and_answers(story: Story) -> None:
    ask(story)
    asked = question()
    assert (asked.promised_on, asked.case.state) == (None, "asked")
    with scoped(BUILDER):
        clock = asked.case.clocks.get(state="running")
        assert asked.case.awaits.values_list("verb", "due_on").get() == ("promise", clock.due_on)
    assert (clock.name, clock.parameter) == ("promise", "contract.question.promise")
    chair, worker = story.city.chair.client(), story.city.worker
    page = reverse("bargaining:contract", args=[story.contract.pk])
    assert "工会收到后会告诉您哪天答复" in worker.client().get(page).content.decode()

    day = timezone.localdate() + timedelta(days=7)
    move = [asked.case_id, "promise"]
    key = "5f0e1f4e-8a0b-4c3e-9f53-2c6f0e9c7d11"
    assert chair.post(reverse("cases:move", args=move), {"day": day.isoformat(), "key": key}).status_code == 302
    key = "5f0e1f4e-8a0b-4c3e-9f53-2c6f0e9c7d12"
    for address in ("portal:home", "portal:cases"):  # her question stands with its promised day, and her contract
        home = worker.client().get(reverse(address)).content.decode()
        assert ("夜班算加班吗？" in home, "工会最迟这天答复" in home, page in home) == (True, True, True)
    answered = chair.post(
        reverse("cases:move", args=[asked.case_id, "answer"]),
        {"answer": "夜班另有津贴，超过八小时算加班。", "key": key},
    )

    assert answered.status_code == 302
    assert question().promised_on == day
    assert "夜班另有津贴" in worker.client().get(page).content.decode()
    inbox = worker.client().get(reverse("portal:inbox")).content.decode()
    assert inbox.count(f'href="{page}"') == 2
    assert "夜班算加班吗？" not in worker.client().get(reverse("portal:cases")).content.decode()
    with scoped(worker.actor):
        assert [line.kind for line in messages_of(worker.actor)] == [
            "bargaining.question_answered",
            "bargaining.question_promised",
        ]
    with scoped(BUILDER):
        assert Case.objects.get(pk=asked.case_id).closed_at is not None


def test_where_the_city_entered_a_term_the_day_is_promised_at_once_oa_04(story: Story) -> None:
    """Thirty days, the number of another province's rule, entered as this city's own."""
    leader = story.city.leader.actor
    with scoped(leader):
        override_parameter(
            leader,
            NewOverride(
                key="contract.question",
                value=30,
                from_on=date(2026, 1, 1),
                to_on=None,
                reason="本市厂务公开办法",
                source="江海工发〔2026〕2号",
            ),
            now=datetime(2025, 12, 31, tzinfo=UTC),
        )

    ask(story)

    asked = question()
    assert asked.promised_on is not None
    assert (
        timedelta(30) <= asked.promised_on - timezone.localdate() <= timedelta(40)
    )  # the 30th day, rolled off a holiday
    with scoped(BUILDER):
        assert asked.case.clocks.get(name="answer").due_on == asked.promised_on


@pytest.mark.parametrize(
    ("who", "status"),
    [("chair", 403), ("town_cadre", 403), ("leader", 403), ("stranger", 404), ("south_chair", 404)],
)
def test_only_those_whom_it_covers_ask(story: Story, who: str, status: int) -> None:
    client = getattr(story.city, who).client()

    assert client.post(reverse("bargaining:ask", args=[story.contract.pk]), {"text": "问题"}).status_code == status
    with scoped(BUILDER):
        assert not ContractQuestion.objects.exists()


def test_who_waits_for_five_answers_waits_before_asking_a_sixth(story: Story) -> None:
    for n in range(5):
        ask(story, f"第{n}个问题")
    url = reverse("bargaining:ask", args=[story.contract.pk])

    sixth = story.city.worker.client().post(url, {"text": "第六个问题"})

    assert sixth.status_code == 422
    assert "第六个问题" in sixth.content.decode()
    with scoped(story.city.south_chair.actor):
        assert not ContractQuestion.objects.exists()
