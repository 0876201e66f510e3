"""Plans and disclosures of the mill, through the acts of its union and the town (B8, OA-01 … OA-07)."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils.translation import override

from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits, Clock
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.photos import bare
from zhijia.engines.documents.store import path_of
from zhijia.engines.documents.tests import samples
from zhijia.engines.documents.tests.test_photos import PLACE, notes, photo
from zhijia.lib.digests import digest_of
from zhijia.lib.sentences import NotYours, Refused
from zhijia.organisation.scopes import SYSTEM, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, make_contact
from zhijia.services.bargaining.tests.story import open_story as open_talks
from zhijia.services.openness.disclosing.contracts import disclose_contract
from zhijia.services.openness.disclosing.snapshots import snapshot_of
from zhijia.services.openness.jobs import open_all_begun
from zhijia.services.openness.models import DisclosureText
from zhijia.services.openness.panels.cases import show_plan
from zhijia.services.openness.planning.opening import NewPlan, open_plan
from zhijia.services.openness.tests.story import TEXT, open_story
from zhijia.trail.models import Event

BEGUN = {"basic", "hiring", "safety", "insurance", "training", "disputes", "performance"}


def test_a_disclosure_lives_from_the_plan_to_the_archive(city: SmallCity) -> None:
    """OA-01, OA-02, OA-03 and OA-07 kept: planned, drafted, passed by another post, published with its snapshot, filed."""
    story = open_story(city).adopted()
    assert {row.item.matter for row in story.disclosures()} == BEGUN
    basic = story.one("basic")
    assert (basic.title, basic.due_on) == ("2026年1—6月单位基本经营情况", date(2026, 6, 30))
    with scoped(BUILDER):
        assert Clock.objects.get(case=basic.case, name="span").due_on == date(2026, 6, 30)
        assert Awaits.objects.get(case=basic.case).verb == "draft"

    story.at("2026-06-22").published("basic", scan=True)

    shown, (text,) = story.one("basic"), story.texts("basic")
    assert (story.state("basic"), shown.published_on, shown.posted_to) == (
        "published",
        date(2026, 6, 22),
        date(2026, 6, 29),
    )
    with scoped(BUILDER):
        photos = list(basic.case.attachments.values_list("sha256", flat=True))
        assert not Clock.objects.filter(case=basic.case, name="span", state="running").exists()
    assert len(photos) == 1
    assert text.digest == digest_of(snapshot_of(shown, text, photos=photos))
    assert story.findings(basic.case_id) == {}
    assert story.findings() == {}

    story.at("2026-06-30").sweep()
    assert story.state("basic") == "archived"


def test_titles_are_kept_in_chinese_whoever_adopts_the_plan(city: SmallCity) -> None:
    with override("en"):
        story = open_story(city).adopted()

    assert story.one("basic").title == "2026年1—6月单位基本经营情况"


def test_what_was_published_is_changed_by_nobody_and_corrected_by_another_version(city: SmallCity) -> None:
    story = open_story(city).adopted().published("basic")
    (first,) = story.texts("basic")
    for statement in ("UPDATE openness_disclosuretext SET text = ''", "DELETE FROM openness_disclosuretext"):
        with (
            pytest.raises(IntegrityError, match="was published"),
            scoped(BUILDER),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(Refused, match="完全相同"):
        story.of("basic", "correct", text=TEXT, reason="数字有误")

    story.of("basic", "correct", text="产量增长百分之三。", reason="数字有误")

    assert story.state("basic") == "drafted"
    story.of("basic", "clear", by=city.town_cadre, is_private="on").at("2026-01-08").shown("basic")
    before, after = story.texts("basic")
    assert (before.text, before.digest) == (TEXT, first.digest)
    assert (after.version, after.reason, after.digest != first.digest) == (2, "数字有误", True)
    assert story.one("basic").published_on == date(2026, 1, 5)  # the first day stays the first

    story.of("basic", "withdraw", reason="发布有误")
    assert story.state("basic") == "withdrawn"
    with pytest.raises(Refused, match="现在是“已撤回”"):
        story.of("basic", "correct", text="又一版", reason="再改")


def test_nobody_passes_her_own_draft_and_what_goes_back_is_written_anew(city: SmallCity) -> None:
    story = open_story(city).adopted()
    with pytest.raises(Refused, match="现在是“待拟稿”"):
        story.of("basic", "publish", channels=["board"], from_on=story.today, to_on=story.today)
    story.of("basic", "draft", text=TEXT)
    with pytest.raises(Refused, match="拟稿人不能审核自己拟的稿"):
        story.of("basic", "clear", is_private="on")
    with pytest.raises(InvalidInput):
        story.of("basic", "clear", by=city.town_cadre)  # nothing was looked for
    with pytest.raises(NotYours):
        story.of("basic", "send_back", by=city.research, reason="不是我的事")

    story.of("basic", "send_back", by=city.town_cadre, reason="写明上年数字").of(
        "basic", "draft", text="去年、今年持平。"
    )

    (text,) = story.texts("basic")
    assert (text.version, text.text, text.checked_on) == (1, "去年、今年持平。", None)


def test_the_employer_drafts_in_its_own_face_and_the_union_checks_and_publishes(city: SmallCity) -> None:
    story = open_story(city).adopted()
    with pytest.raises(InvalidInput):
        story.make("hand_drafting", {"drafter": "employer"})  # nobody of the employer acts here
    with scoped(BUILDER):
        employer = make_contact("柯经理", of=city.mill, home=city.north_town)
    address = reverse("partner:move", args=[story.one("basic").case_id, "draft"])
    client = employer.client()
    assert client.get(address).status_code == 404

    story.make("hand_drafting", {"drafter": "employer"})

    home = client.get(reverse("partner:home")).content.decode()
    assert home.count("拟公开内容") == len(BEGUN)
    assert "2026年1—6月单位基本经营情况" in home
    assert client.get(reverse("partner:case", args=[story.case_id])).status_code == 404  # the plan is the union's
    for text, status in (("联系人13812345678", 409), (TEXT, 302)):
        key = client.get(address).context["key"]
        assert client.post(address, {"key": key, "text": text}).status_code == status
    assert client.post(address, {"key": key, "text": TEXT}).status_code == 302  # pressed twice: done
    story.of("basic", "send_back", reason="补充上年数字")
    assert "补充上年数字" in client.get(reverse("partner:case", args=[story.one("basic").case_id])).content.decode()
    story.of("basic", "draft", by=employer, text="去年、今年持平。").of("basic", "clear", is_private="on").shown(
        "basic"
    )

    (last,) = story.texts("basic")
    assert (last.text, last.drafter, last.remark) == ("去年、今年持平。", employer.actor.signature, "")
    assert story.state("basic") == "published"
    with pytest.raises(NotYours):
        story.of("basic", "correct", by=employer, text="又一版", reason="改")
    story.make("hand_drafting", {"drafter": "union"})
    with pytest.raises(NotYours):
        story.of("hiring", "draft", by=employer, text=TEXT)
    with scoped(BUILDER):
        assert not Awaits.objects.exclude(party="").exists()


def test_a_photo_of_the_paper_board_comes_from_the_phone_without_place_and_name(city: SmallCity) -> None:
    story = open_story(city).adopted().published("basic")
    case_id, client = story.one("basic").case_id, city.chair.client()
    address = reverse("cases:move", args=[case_id, "add_photo"])
    page = client.get(address)
    assert 'capture="environment"' in page.content.decode()
    given = {"key": page.context["key"], "is_covered": "on"}
    paper = SimpleUploadedFile("会议记录.pdf", samples.PDF)
    assert "不是照片" in client.post(address, {**given, "scan": paper}).content.decode()
    taken = photo(notes(6), trailer=PLACE)
    unseen = client.post(address, {"key": given["key"], "scan": SimpleUploadedFile("IMG_柯某.jpg", taken)})
    assert unseen.status_code == 422  # nobody looked at it

    for _twice in range(2):
        done = client.post(address, {**given, "scan": SimpleUploadedFile("IMG_柯某.jpg", taken)})
        assert done.status_code == 302

    with scoped(BUILDER):
        (kept,) = Attachment.objects.filter(case=case_id)
    assert kept.filename == "公开栏照片.jpg"
    assert path_of(kept.sha256).read_bytes() == bare(taken)
    assert PLACE not in bare(taken)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("处分王某（32059919900101001X）", "身份证号码"),
        ("联系人 138 1234 5678", "手机号码"),
        ("工资卡6222 0212 3456 7890 128已换", "银行卡号"),
    ],
)
def test_numbers_of_people_never_stand_in_what_everybody_reads(city: SmallCity, text: str, kind: str) -> None:
    story = open_story(city).adopted()

    with pytest.raises(Refused, match=f"内容里有{kind}") as refused:
        story.of("basic", "draft", text=text)

    assert refused.value.field == "text"
    story.of(
        "basic", "draft", text="合同编号320599199001010011234567，产值13800000000000元"
    )  # long numbers are no cards


def test_oa_07_a_secret_is_named_with_its_reason_and_never_covers_a_contract(city: SmallCity) -> None:
    """OA-06, OA-07: the mark hides the text and not the matter; the text of a contract is shown."""
    story = open_story(city, ownership="state").adopted().happened("contract", "集体合同（2026—2028）")
    with pytest.raises(InvalidInput):
        story.cleared("assets", is_secret="on")  # without a reason
    story.of("assets", "clear", by=city.town_cadre, is_private="on", is_secret="on", secret_reason="招标底价")
    story.shown("assets")
    (text,) = story.texts("assets")
    assert "招标底价" in snapshot_of(story.one("assets"), text)
    assert TEXT not in snapshot_of(story.one("assets"), text)
    assert "OA-07" not in story.findings(story.one("assets").case_id)

    story.cleared("contract", is_secret="on", secret_reason="薪酬水平")

    assert "OA-06" in story.findings(story.one("contract").case_id)


@pytest.mark.parametrize(("day", "is_late"), [("2026-06-30", False), ("2026-07-01", True)])
def test_oa_02_what_is_due_is_published_within_its_span(city: SmallCity, day: str, is_late: bool) -> None:
    story = open_story(city).adopted().at(day).published("basic")

    assert ("OA-02" in story.findings(story.one("basic").case_id)) == is_late


@pytest.mark.parametrize(
    ("matter", "due", "rule"), [("rewards", "2026-03-09", "OA-02"), ("contract", "2026-03-09", "OA-06")]
)
def test_oa_02_and_oa_06_what_happens_is_published_in_days(city: SmallCity, matter: str, due: str, rule: str) -> None:
    """Five working days after Monday 2 March; five days of a contract end on Saturday 7 March and roll to the Monday."""
    story = open_story(city).adopted().at("2026-03-02").happened(matter, "第一件事")
    assert story.one(matter).due_on == date.fromisoformat(due)
    with scoped(BUILDER):
        assert Clock.objects.get(case=story.one(matter).case, name="term").due_on == date.fromisoformat(due)
    with pytest.raises(Refused, match="同一天同名"):
        story.happened(matter, "第一件事")

    story.at("2026-03-10").published(matter)

    assert rule in story.findings(story.one(matter).case_id)


@pytest.mark.parametrize(("to_on", "is_short"), [("2026-01-10", True), ("2026-01-11", False)])
def test_oa_03_it_hangs_for_seven_days(city: SmallCity, to_on: str, is_short: bool) -> None:
    story = open_story(city).adopted().published("basic", to_on=to_on)

    assert ("OA-03" in story.findings(story.one("basic").case_id)) == is_short


def test_oa_01_and_oa_05_nobody_answers_for_it_and_the_congress_never_heard_of_it(city: SmallCity) -> None:
    story = open_story(city).adopted(responsible="")
    assert "OA-01" in story.findings()
    with pytest.raises(Refused, match="年度还没有结束"):
        story.make("finish")
    with scoped(BUILDER):
        assert Clock.objects.get(case=story.case_id, name="report").due_on == date(2026, 12, 31)

    with scoped(city.chair.actor):
        notes = {
            day: {str(fact.note) for fact in show_plan(city.chair.actor, story.plan.case, day)["disclosures"]}
            for day in (date(2026, 6, 30), date(2026, 7, 1))
        }
    assert "最迟 2026年6月30日" in notes[date(2026, 6, 30)]
    assert "已经过了期限：2026年6月30日" in notes[date(2026, 7, 1)]

    story.at("2027-01-04").make("finish")

    assert "OA-05" in story.findings()
    assert story.plan.ended_on == date(2027, 1, 4)


def test_oa_02_and_oa_05_a_plan_that_is_kept_and_reported(city: SmallCity) -> None:
    """A matter less often than the catalogue says is pointed out; more often opens more disclosures."""
    story = open_story(city)
    items = {"owner": "财务部", "channels": ["board", "intranet"]}
    story.make("set_item", {"matter": "basic", "months": 12, **items})
    assert "OA-02" in story.findings()
    with pytest.raises(InvalidInput):
        story.make("set_item", {"matter": "basic", "months": "", **items})
    story.make("set_item", {"matter": "basic", "months": 3, **items}).adopted()
    assert story.one("basic").due_on == date(2026, 3, 31)

    story.make("report", {"reported_on": story.today}).at("2027-01-04").make("finish")

    assert "OA-05" not in story.findings()


def test_what_begins_is_opened_day_by_day_and_once(city: SmallCity) -> None:
    story = open_story(city, "2026-02-10").adopted()
    assert len(story.disclosures(item__matter="hiring")) == 1

    story.at("2026-04-01")
    opened = [open_all_begun(now=story.now) for _twice in range(2)]

    assert opened == [3, 0]  # hiring, safety, insurance of the second quarter
    assert [row.due_on for row in story.disclosures(item__matter="hiring")] == [date(2026, 3, 31), date(2026, 6, 30)]


def test_oa_06_a_contract_that_took_effect_is_listed_by_itself_and_once(city: SmallCity) -> None:
    story = open_story(city).adopted()
    talks = open_talks(city, day="2026-03-02").to_signature("2026-03-02").at("2026-04-03").file("2026-04-03")
    talks.confirm_papers().at("2026-04-21").sweep()
    with scoped(SYSTEM):
        effect = Event.objects.filter(kind="bargaining.took_effect").latest("pk")
        for _twice in range(2):
            disclose_contract(effect)

    (listed,) = story.disclosures(item__matter="contract")

    assert talks.case.number in listed.title
    assert listed.happened_on == date.fromisoformat(str(effect.data["effective_on"]))
    assert listed.due_on is not None
    assert (listed.due_on - listed.happened_on).days >= 5


def test_one_plan_a_year_and_a_span_is_waived_above_only(city: SmallCity) -> None:
    story = open_story(city).adopted()
    entry = NewPlan(union=city.mill_union, enterprise=city.mill, year=2026, ownership="private")
    with pytest.raises(Refused, match="已经登记"), scoped(city.chair.actor):
        open_plan(entry, actor=city.chair.actor, now=NOW)
    with pytest.raises(NotYours, match="上级工会"):
        story.of("training", "waive", reason="没有")

    story.of("training", "waive", by=city.town_cadre, reason="单位没有计提")

    assert story.state("training") == "waived"


def test_pages_show_what_is_due_and_the_stranger_nothing(city: SmallCity) -> None:
    story = open_story(city, "2026-11-16").adopted().published("basic")
    client = city.chair.client()
    listed = client.get(reverse("openness:disclosures")).content.decode()
    plan = client.get(reverse("cases:case", args=[story.case_id])).content.decode()
    shown = client.get(reverse("cases:case", args=[story.one("basic").case_id])).content.decode()
    again = {"enterprise": city.mill.pk, "year": 2026, "ownership": "private", "key": uuid4()}
    refused = client.post(reverse("openness:open_plan", args=[city.mill_union.pk]), again)

    assert "2026年7—12月单位基本经营情况" in listed
    assert "总经理甲" in plan
    assert story.texts("basic")[0].digest in shown
    assert (refused.status_code, "已经登记" in refused.content.decode()) == (422, True)
    elsewhere = city.south_chair.client()
    assert "基本经营" not in elsewhere.get(reverse("openness:disclosures")).content.decode()
    assert elsewhere.get(reverse("cases:case", args=[story.case_id])).status_code == 404
    with scoped(city.south_chair.actor):
        assert not DisclosureText.objects.exists()
