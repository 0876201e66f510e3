"""What workers do on their phones: read, rate, ask; and what their union and employer can and cannot know of it (OA-04)."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from zhijia.engines.cases.models import Clock
from zhijia.engines.documents.models import IssuedDocument
from zhijia.engines.documents.rendering.delivering import open_rendering
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Employment
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_worker
from zhijia.services.openness.asking.marking import mark_read
from zhijia.services.openness.asking.opening import ask
from zhijia.services.openness.models import DisclosureQuestion, Reading
from zhijia.services.openness.tests.story import TEXT, Story, open_story
from zhijia.trail.models import Event


def read_by(story: Story, reader: Figure, grade: str = "") -> None:
    mark_read(reader.actor, story.one("basic").case_id, grade=grade, now=story.now)


def asked_by(
    story: Story, asker: Figure, text: str = "为什么没有增长？", *, is_named: bool = False
) -> DisclosureQuestion:
    return ask(asker.actor, story.one("basic").case_id, text=text, is_named=is_named, now=story.now)


def colleagues(city: SmallCity, count: int) -> list[Figure]:
    with scoped(BUILDER):
        return [make_worker(f"同事{n}", union=city.mill_union, enterprise=city.mill) for n in range(count)]


@pytest.fixture
def story(city: SmallCity) -> Story:
    return open_story(city).adopted().published("basic")


def test_readers_are_counted_once_each_and_written_down_nowhere(story: Story, city: SmallCity) -> None:
    with scoped(SYSTEM):
        events = Event.objects.count()
    for _twice in range(2):
        read_by(story, city.worker)
    for colleague in colleagues(city, 4):
        read_by(story, colleague, "satisfied")
    read_by(story, city.worker, "dissatisfied")
    read_by(story, city.worker, "basically")

    row = story.one("basic")
    assert (row.readers, row.raters, row.satisfied, row.audience) == (5, 5, 5, 120)
    with scoped(SYSTEM):
        assert Event.objects.count() == events
        assert Reading.objects.count() == 5
    for post in (city.chair, city.town_cadre, city.administrator, city.worker):
        with scoped(post.actor):
            assert not Reading.objects.exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT column_name FROM information_schema.columns WHERE table_name = 'openness_reading'")
        assert {name for (name,) in cursor.fetchall()} == {"id", "disclosure_id", "token", "grade"}
    shown = city.chair.client().get(reverse("cases:case", args=[row.case_id])).content.decode()
    assert "已读 5/120 人（4%）" in shown


def test_grades_of_few_are_not_told(story: Story, city: SmallCity) -> None:
    read_by(story, city.worker, "dissatisfied")

    shown = city.chair.client().get(reverse("cases:case", args=[story.one("basic").case_id])).content.decode()

    assert "评价 1 人，人数不足，不公布" in shown


def test_oa_04_a_question_is_answered_for_everybody_within_thirty_days(story: Story, city: SmallCity) -> None:
    question = asked_by(story, city.worker)
    with scoped(BUILDER):
        clock = Clock.objects.get(case=question.case_id, name="answer")
        assert (clock.due_on, question.due_on) == (date(2026, 2, 4), date(2026, 2, 4))

    story.at("2026-02-04").make("answer", {"answer": "订单推迟到三月", "is_shown": "on"}, case_id=question.case_id)

    assert story.findings(question.case_id) == {}
    (colleague,) = colleagues(city, 1)
    page = colleague.client().get(reverse("openness:read", args=[story.one("basic").case_id])).content.decode()
    assert "订单推迟到三月" in page
    assert "为什么没有增长？" in page


def test_oa_04_a_late_answer_is_pointed_out_and_a_question_can_stay_unshown(story: Story, city: SmallCity) -> None:
    question = asked_by(story, city.worker)

    story.at("2026-02-05").make("answer", {"answer": "订单推迟到三月"}, case_id=question.case_id)

    assert "OA-04" in story.findings(question.case_id)
    page = city.worker.client().get(reverse("openness:read", args=[story.one("basic").case_id])).content.decode()
    assert "订单推迟到三月" in page
    assert "为什么没有增长？" not in page


def test_s2_the_record_of_a_disclosure_names_what_everybody_may_know(story: Story, city: SmallCity) -> None:
    unshown, shown = asked_by(story, city.worker), asked_by(story, city.worker, "何时涨薪？", is_named=True)
    story.make("answer", {"answer": "订单推迟"}, case_id=unshown.case_id)
    story.make("answer", {"answer": "四月协商", "is_shown": "on"}, case_id=shown.case_id)
    read_by(story, city.worker)

    story.of("basic", "issue_record")

    with scoped(BUILDER):
        issued = IssuedDocument.objects.get(case=story.one("basic").case)
    digest = story.texts("basic")[0].digest
    known = issued.model
    for word in (digest, "四月协商", "何时涨薪？", "订单推迟", "总经理甲", "柳干事"):
        assert word in known
    for word in ("为什么没有增长？", city.worker.person.name):
        assert word not in known
    with scoped(city.chair.actor):
        for form, head in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF")):
            with open_rendering(issued, form, now=story.now) as written:
                assert written.read(4) == head


def test_who_gives_no_name_is_nowhere_and_who_gives_it_is_told(story: Story, city: SmallCity) -> None:
    unnamed, named = asked_by(story, city.worker), asked_by(story, city.worker, "何时涨薪？", is_named=True)

    with scoped(SYSTEM):
        first, second = (Event.objects.get(pk=one.case.last_event_id) for one in (unnamed, named))
        rows = {row.pk: row for row in DisclosureQuestion.objects.all()}
    assert (rows[unnamed.pk].asker_id, rows[named.pk].asker_id) == (None, city.worker.person.pk)
    assert (first.actor_id, first.actor_label, second.actor_label) == (None, "职工（不具名）", city.worker.person.name)
    page = city.chair.client().get(reverse("cases:case", args=[unnamed.case_id])).content.decode()
    assert "职工（不具名）" in page
    assert city.worker.person.name not in page

    for one in (unnamed, named):
        story.make("answer", {"answer": "四月协商"}, case_id=one.case_id)
    inbox = city.worker.client().get("/me/inbox/").content.decode()
    assert inbox.count("答复职工就公开内容的提问") == 1
    assert f'href="{reverse("openness:read", args=[story.one("basic").case_id])}"' in inbox


def test_what_waits_is_limited_and_numbers_of_people_are_refused(story: Story, city: SmallCity) -> None:
    asked_by(story, city.worker)
    with pytest.raises(Refused, match="已经问过这个问题"):
        asked_by(story, city.worker)
    for n in range(2):
        asked_by(story, city.worker, f"第{n}个问题？")
    with pytest.raises(Refused, match="等待答复"):
        asked_by(story, city.worker, "再一个问题？")
    with pytest.raises(Refused, match="手机号码"):
        asked_by(story, colleagues(city, 1)[0], "请打13812345678")


def test_a_worker_reads_rates_and_asks_on_her_phone(story: Story, city: SmallCity, client: Client) -> None:
    case = story.one("basic").case_id
    client.force_login(city.worker.user)
    listed = client.get(reverse("openness:mine")).content.decode()
    assert ("2026年1—6月单位基本经营情况" in listed, "未读" in listed) == (True, True)
    assert TEXT in client.get(reverse("openness:read", args=[case])).content.decode()

    marked = client.post(reverse("openness:mark", args=[case]), {"grade": "satisfied"})
    asked = [client.post(reverse("openness:ask", args=[case]), {"text": "为什么没有增长？"}) for _twice in range(2)]

    assert (marked.status_code, [answer.status_code for answer in asked]) == (302, [302, 422])
    assert client.post(reverse("openness:mark", args=[case]), {"grade": "best"}).status_code == 422
    assert "未读" not in client.get(reverse("openness:mine")).content.decode()
    page = client.get(reverse("openness:read", args=[case])).content.decode()
    assert ("您已标记为已读" in page, "为什么没有增长？" in page) == (True, True)


def test_a_secret_shows_that_it_exists_and_what_is_withdrawn_shows_nothing(city: SmallCity, client: Client) -> None:
    """OA-07 on the phone: the title, the period and the reason, never the text."""
    story = open_story(city).adopted().published("basic", is_secret="on", secret_reason="涉及客户报价")
    address = reverse("openness:read", args=[story.one("basic").case_id])
    client.force_login(city.worker.user)
    page = client.get(address).content.decode()
    assert ("涉及客户报价" in page, TEXT in page) == (True, False)

    story.of("basic", "withdraw", reason="发布有误")

    page = client.get(address).content.decode()
    assert ("已经撤回" in page, "涉及客户报价" in page) == (True, False)
    with pytest.raises(Refused, match="已经撤回"):
        read_by(story, city.worker)
    with pytest.raises(Refused, match="已经撤回"):
        asked_by(story, city.worker)


def test_only_who_works_there_reads_what_was_published(story: Story, city: SmallCity, client: Client) -> None:
    with scoped(BUILDER):
        elsewhere = make_worker("外厂工", union=city.pier_union, enterprise=city.pier)
        left = make_worker("离职工", union=city.mill_union, enterprise=city.mill)
        Employment.objects.filter(person=left.person).update(to_on=story.today)
    drafted = story.one("hiring").case_id
    for reader in (elsewhere, left):
        client.force_login(reader.user)
        for case in (story.one("basic").case_id, drafted):
            assert client.get(reverse("openness:read", args=[case])).status_code == 404
            assert client.post(reverse("openness:ask", args=[case]), {"text": "为什么？为什么？"}).status_code == 404
    client.force_login(city.worker.user)
    assert client.get(reverse("openness:read", args=[drafted])).status_code == 404


def test_everybody_finds_open_affairs_with_one_tap(story: Story, city: SmallCity) -> None:
    """A worker and a chair from the home of their phones, chairs and cadres from the desk and from the page of the employer."""
    mine, disclosures, home = reverse("openness:mine"), reverse("openness:disclosures"), reverse("portal:home")
    enterprise = reverse("organising:enterprise", args=[city.mill.pk])

    def found(who: Figure, page: str) -> set[str]:
        shown = who.client().get(page).content.decode()
        return {address for address in (mine, disclosures) if f'href="{address}"' in shown}

    assert found(city.worker, home) == {mine}
    assert found(city.chair, home) == {mine, disclosures}
    for who in (city.chair, city.town_cadre, city.city_cadre):
        assert found(who, reverse("workbench:desk")) == {disclosures}
        assert found(who, enterprise) == {disclosures}
    assert "单位基本经营情况" in city.worker.client().get(mine).content.decode()
