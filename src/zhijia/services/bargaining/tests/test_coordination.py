"""A deadlock goes to the labour bureau: application, acceptance, term, extension, agreement or none, and back to the table."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from zhijia.engines.cases.adjusting import Decision, extend_clock
from zhijia.engines.cases.advance import InvalidInput
from zhijia.engines.cases.models import Awaits, Case, PaperEntry
from zhijia.engines.documents.models import IssuedDocument
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact
from zhijia.services.bargaining.flow import BARGAINING_FLOW
from zhijia.services.bargaining.models import Coordination
from zhijia.services.bargaining.panels.case import show_bargaining
from zhijia.services.bargaining.tests.story import Story, open_story

APPLICATION = {"kind": "interest", "applicant": "workers", "facts": "双方在工资增长幅度上不能一致。"}
THREE_SIDES = {"union_party": "北塘区总工会", "employers_party": "北塘区企业联合会"}
SIGNED = {"coordinators_signed_on": "2026-05-20", "chiefs_signed_on": "2026-05-20"}


@dataclass
class Table:
    """The bargaining in deadlock, its coordination, and those outside."""

    story: Story
    officer: Figure
    contact: Figure
    matter: Story | None = None

    def of(self, figure: Figure) -> Actor:
        return load_actor(figure.user, today=self.story.today())

    def apply(self, **changes: str) -> "Table":
        self.story.make("apply_coordination", {**APPLICATION, **changes}, scan=True)
        with scoped(BUILDER):
            asked = Coordination.objects.filter(bargaining__case_id=self.story.case_id)
            case_id = asked.latest("pk").case_id
        self.matter = Story(self.story.city, case_id, self.story.officer, self.story.now)
        return self

    @property
    def dispute(self) -> Story:
        assert self.matter is not None
        return self.matter

    def bureau(self, day: str, verb: str, **data: object) -> "Table":
        self.story.at(day)
        self.dispute.at(day).make(verb, data, by=self.of(self.officer))
        return self

    def coordination(self) -> Coordination:
        with scoped(BUILDER):
            return Coordination.objects.get(case_id=self.dispute.case_id)

    def to_the_plan(self) -> "Table":
        self.bureau("2026-04-22", "accept", **THREE_SIDES)
        self.bureau("2026-04-28", "investigate", investigation="查看了近两年工资表。")
        return self.bureau("2026-05-08", "plan", plan="按百分之六增长，分两步到位。")

    def awaited(self, case_id: int) -> set[tuple[str, str]]:
        with scoped(BUILDER):
            rows = Awaits.objects.filter(case_id=case_id).exclude(verb="confirm_paper")
            return set(rows.values_list("verb", "party"))

    def papers(self) -> int:
        with scoped(BUILDER):
            return PaperEntry.objects.filter(case_id=self.dispute.case_id).count()


@pytest.fixture
def table(city: SmallCity) -> Table:
    with scoped(BUILDER):
        bureau = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
        officer = make_contact("北科长", of=bureau, home=city.north)
        contact = make_contact("青代表", of=city.mill, home=city.north_town)
    story = open_story(city).to_the_table().at("2026-04-20").make("declare_deadlock", {"reason": "三轮没有结果"})
    return Table(story, officer, contact)


def test_the_bureau_finds_the_application_and_its_whole_term_runs_from_acceptance(table: Table) -> None:
    table.apply()

    assert (table.story.state, table.dispute.state) == ("coordinating", "applied")
    assert table.awaited(table.dispute.case_id) == {("accept", "bureau:320505")}
    assert table.awaited(table.story.case_id) == set()
    table.bureau("2026-04-22", "accept", **THREE_SIDES)
    assert str(table.dispute.clock("coordination").due_on) == "2026-05-22"  # CB-073: 30 days from 22 April


def test_a_deadlock_asks_for_coordination_too_and_the_page_tells_how_it_stands_cb_073(table: Table) -> None:
    assert table.awaited(table.story.case_id) == {("break_deadlock", ""), ("apply_coordination", "")}
    table.apply().bureau("2026-04-22", "accept", **THREE_SIDES)

    with scoped(table.story.city.chair.actor):
        bargaining = BARGAINING_FLOW.record_of(table.story.case)
        panel = show_bargaining(table.story.city.chair.actor, bargaining.case, table.story.today())
    told = {str(fact.label): fact for fact in panel["facts"]}
    assert told["协调处理"].url == f"/cases/{table.dispute.case_id}/"
    assert told["协调处理"].value == f"{table.dispute.case.number} · 已受理"
    assert told["协调处理期限"].value == "2026年5月22日"
    assert told["协调处理等"].value == "人社部门 · 调查情况"


def test_an_agreement_brings_the_talks_back_with_what_is_left_open(table: Table) -> None:
    """Three sides accept it, both chiefs and the coordinators sign: CB-073, CB-074, CB-075, CB-076."""
    table.apply().to_the_plan()

    table.bureau("2026-05-20", "agree", result="同意增长百分之六。", open_items="夜班津贴", **SIGNED)

    assert (table.dispute.state, table.coordination().outcome) == ("agreed", "agreed")
    assert table.awaited(table.story.case_id) == {("leave_coordination", "")}
    with scoped(BUILDER):
        paper = IssuedDocument.objects.get(case_id=table.dispute.case_id, template="bargaining.coordination_agreement")
    assert paper.number == "北塘区人力资源和社会保障局集协〔2026〕1号"
    table.story.at("2026-05-21").make("leave_coordination", {"to": "negotiating"})
    assert table.story.state == "negotiating"
    assert table.dispute.rules() == set()


def test_the_bureau_extends_its_term_and_a_longer_one_than_the_law_allows_is_noted(
    table: Table, city: SmallCity
) -> None:
    """集体合同规定 第五十二条 (second hand): thirty days and fifteen more, by whoever coordinates."""
    table.apply().bureau("2026-04-22", "accept", **THREE_SIDES)
    clock = table.dispute.clock("coordination")
    for figure in (city.town_cadre, city.county_cadre):
        actor = table.of(figure)
        with scoped(actor), pytest.raises(Refused, match="有权批准的岗位"):
            extend_clock(clock, Decision("工作忙", table.story.today()), 100, actor=actor, now=table.story.now)

    table.bureau("2026-05-20", "extend_term", amount=15, reason="需要核对数据")
    assert str(table.dispute.clock("coordination").due_on) == "2026-06-08"  # 6 June is a Saturday
    table.bureau("2026-05-21", "extend_term", amount=5, reason="再核对")

    assert "CB-073" in table.dispute.rules()


def test_a_term_that_runs_out_ends_the_coordination_and_the_union_chooses(table: Table) -> None:
    table.apply().to_the_plan()

    table.dispute.at("2026-05-22", 23, 59, 59).sweep()
    assert table.dispute.state == "planned"
    table.dispute.at("2026-05-23").sweep()

    assert (table.dispute.state, table.coordination().outcome) == ("unresolved", "unresolved")
    table.story.at("2026-05-23").make("leave_coordination", {"to": "deadlocked"})
    assert table.story.state == "deadlocked"
    table.apply()  # asked again
    assert table.dispute.state == "applied"


@pytest.mark.parametrize(
    ("step", "rule"),
    [
        (lambda table: table.apply(kind="rights"), "CB-076"),
        (lambda table: table.apply().to_the_plan().bureau("2026-05-20", "agree", result="同意"), "CB-075"),
    ],
    ids=["CB-076", "CB-075"],
)
def test_what_the_law_blocks_is_refused(table: Table, step: Callable[[Table], object], rule: str) -> None:
    with pytest.raises(Refused) as refused:
        step(table)

    assert refused.value.rule == rule


def test_an_acceptance_names_all_three_sides_and_says_which_field_is_empty_cb_074(table: Table) -> None:
    table.apply()

    with pytest.raises(InvalidInput) as refused:
        table.bureau("2026-04-22", "accept", union_party="北塘区总工会")

    assert set(refused.value.form.errors) == {"employers_party"}
    assert table.dispute.state == "applied"


def test_who_acts_in_a_coordination(table: Table, city: SmallCity) -> None:
    table.apply()
    employer = table.of(table.contact)

    with pytest.raises(Refused):
        table.dispute.make("accept", THREE_SIDES, by=employer)
    with pytest.raises(Case.DoesNotExist):
        table.dispute.make("accept", THREE_SIDES, by=load_actor(city.stranger.user, today=table.story.today()))
    table.dispute.make("state_position", {"position": "上年亏损。"}, by=employer)
    assert table.coordination().position == "上年亏损。"
    with scoped(table.of(table.officer)):
        assert not Case.objects.filter(pk=table.story.case_id).exists()  # the talks themselves were not escalated
    with pytest.raises(Refused, match="还没有结束"):
        table.story.make("leave_coordination", {"to": "negotiating"})


def test_without_a_bureau_here_the_union_enters_what_comes_on_paper(city: SmallCity) -> None:
    story = open_story(city).to_the_table().at("2026-04-20").make("declare_deadlock", {"reason": "没有结果"})
    matter = Table(story, city.chair, city.chair).apply()

    assert matter.awaited(matter.dispute.case_id) == {("accept", "")}
    matter.dispute.at("2026-04-22").make("accept", {"day": "2026-04-22", **THREE_SIDES}, scan=True)
    assert matter.papers() == 1


def test_the_request_and_the_agreement_are_papers_s3(table: Table) -> None:
    table.apply().to_the_plan()
    table.bureau("2026-05-20", "agree", result="同意增长百分之六。", open_items="夜班津贴；高温津贴", **SIGNED)

    with scoped(BUILDER):
        request = IssuedDocument.objects.get(template="bargaining.coordination_request")
        agreement = IssuedDocument.objects.get(template="bargaining.coordination_agreement")
        served = set(request.servings.values_list("party", flat=True))
    assert (request.case_id, served) == (
        table.dispute.case_id,
        {"bureau:320505", f"employer:{table.story.city.mill.pk}"},
    )
    assert request.number.startswith("青禾纺织工会委员会协〔2026〕")
    assert "自受理之日起30日内" in request.model
    assert (agreement.issuer, agreement.case_id) == ("北塘区人力资源和社会保障局", table.dispute.case_id)
    assert "同意增长百分之六。" in agreement.model
    assert "高温津贴" in agreement.model
