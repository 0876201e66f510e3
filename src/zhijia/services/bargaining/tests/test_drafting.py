"""The draft editor: who writes what beside which text, what two people write at once, what the law's floors refuse."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from lxml import html  # type: ignore[import-untyped]

from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.services.bargaining.actions import drafting as acts
from zhijia.services.bargaining.actions.opening import NewBargaining, open_bargaining
from zhijia.services.bargaining.drafting.edits import Written
from zhijia.services.bargaining.drafting.operations import Outdated, load_sheet
from zhijia.services.bargaining.models import Clause, ClauseTerm, Contract, CoverageLink, Draft
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.contracts import CoverageBasis, EffectBasis
from zhijia.services.bargaining.tests.story import FILLED, Story, open_story


@pytest.fixture
def writing(city: SmallCity) -> Story:
    """A general contract of the mill at the table, its first draft begun from the standard text."""
    story = open_story(city, ContractType.GENERAL).to_the_table("2026-11-02").at("2026-11-17").meet()
    return story.write_draft("2027-01-01", "2028-12-31")


def clause(story: Story, code: str) -> str:
    with scoped(BUILDER):
        return next(text.body for text in load_sheet(story.open_draft) if text.code == code)


def order(story: Story) -> list[str]:
    with scoped(BUILDER):
        return [text.code for text in load_sheet(story.open_draft)]


def findings_at(story: Story, code: str) -> str:
    """What the page says of the law at a clause."""
    page = story.city.chair.client().get(reverse("bargaining:draft", args=[story.open_draft.pk]))
    found = html.fromstring(page.content.decode()).xpath(f"//article[@id='c-{code}']//*[@class='findings']")
    return "".join(one.text_content() for one in found)


@pytest.fixture
def local_minimum(city: SmallCity) -> None:
    """The city enters its announced minimum wage, a made-up figure."""
    with scoped(city.leader.actor):
        override_parameter(
            city.leader.actor,
            NewOverride(
                key="wage.minimum",
                value=249_000,
                from_on=date(2026, 1, 1),
                to_on=None,
                reason="本市公布的标准",
                source="江海市人民政府通知",
            ),
            now=NOW,
        )


def written(body: str, chapter: str = "总则", **values: int) -> Written:
    return Written(chapter, "条名", body, values)


def test_a_draft_is_initialled_when_nothing_is_open_and_does_not_change_any_more(writing: Story) -> None:
    with pytest.raises(Refused, match="第6条“工资水平”的“年度平均工资（每月）”还没有填写"):
        writing.initial()

    writing.fill(FILLED[ContractType.GENERAL]).initial()

    assert writing.state == "drafted"
    with pytest.raises(Refused, match="已经签字"):
        writing.edit(acts.write_clause, "basis", written("改一改。"))
    assert writing.open_draft.names["employer"] == "江海青禾纺织有限公司"


def test_what_did_not_pass_is_written_anew_from_the_version_before(writing: Story) -> None:
    writing.fill(FILLED[ContractType.GENERAL]).initial().table()
    writing.vote(yes="20", no="31", abstain="0", invalid="1").make("renegotiate", {"reason": "未通过"})

    writing.write_draft("2027-01-01", "2028-12-31", source="version-1").edit(
        acts.write_clause, "basis", written("第二版的依据。")
    )

    assert writing.open_draft.version == 2
    assert clause(writing, "basis") == "第二版的依据。"
    assert writing.initial().state == "drafted"


def test_two_people_write_different_clauses_and_both_stay(writing: Story) -> None:
    """The second has not seen the first one's edit: it touches nothing of his."""
    writing.edit(acts.write_clause, "basis", written("主席写的依据。"), base=0)

    writing.edit(acts.write_clause, "scope", written("委员写的范围。"), base=0, by=writing.officer)
    writing.edit(acts.fill_terms, {"payment": {"pay_cycle": 30}}, base=0, by=writing.officer)

    assert clause(writing, "basis") == "主席写的依据。"
    assert clause(writing, "scope") == "委员写的范围。"


def test_two_people_write_one_clause_and_the_second_sees_both_texts(writing: Story) -> None:
    before = clause(writing, "basis")
    writing.edit(acts.write_clause, "basis", written("主席写的依据。"), base=0)

    with pytest.raises(Outdated) as told:
        writing.edit(acts.write_clause, "basis", written("委员写的依据。"), base=0, by=writing.officer)

    (clash,) = told.value.clashes
    assert clash.current is not None
    assert (clash.seen.body, clash.current.body, clash.who.split(" · ")[0]) == (before, "主席写的依据。", "青主席")
    assert clause(writing, "basis") == "主席写的依据。"


def test_who_writes_in_a_clause_that_another_removed_is_told_its_words(writing: Story) -> None:
    writing.edit(acts.remove_clause, "basis", base=0)

    with pytest.raises(Outdated) as told:
        writing.edit(acts.write_clause, "basis", written("委员写的依据。"), base=0, by=writing.officer)

    assert [clash.current for clash in told.value.clashes] == [None]
    url = reverse("bargaining:history", args=[writing.open_draft.pk])
    history = html.fromstring(writing.city.town_cadre.client().get(url).content.decode())
    assert history.xpath("//del")[0].text_content().startswith("为了建立规范有序")


def test_clauses_are_added_moved_removed_and_taken_back_where_they_stood(writing: Story) -> None:
    first = order(writing)

    writing.edit(acts.add_clause, "scope", written("补一条。"))
    writing.edit(acts.shift_clause, "scope", -1)
    assert order(writing)[:4] == ["scope", "basis", "own_1", "precedence"]
    writing.edit(acts.shift_clause, "precedence", 1)  # over the edge, into the second chapter
    writing.edit(acts.remove_clause, "own_1")
    writing.edit(acts.remove_clause, "precedence")
    writing.edit(acts.shift_clause, "scope", 1)
    writing.edit(acts.take_clause, writing.standard_sheet, "precedence")

    assert order(writing) == first


@pytest.mark.parametrize(("who", "may"), [("chair", 1), ("town_cadre", 1), ("county_cadre", 1), ("research", 0)])
def test_the_unions_side_writes_and_others_who_see_the_case_do_not(writing: Story, who: str, may: bool) -> None:
    figure = getattr(writing.city, who)

    if may:
        writing.edit(acts.remove_clause, "rules", by=figure)
    else:
        with pytest.raises(Refused, match="由本会主席"):
            writing.edit(acts.remove_clause, "rules", by=figure)


FLOORS: list[tuple[str, str, str, int, int, str]] = [
    ("FL-01", "minimum_wage", "minimum_wage", 249_000, 248_999, "refused"),
    ("FL-02", "overtime_pay", "overtime_weekday", 15_000, 14_999, "refused"),
    ("FL-02", "overtime_pay", "overtime_restday", 20_000, 19_900, "refused"),
    ("FL-02", "overtime_pay", "overtime_holiday", 30_000, 29_900, "refused"),
    ("FL-03", "overtime_limit", "overtime_day", 60, 90, "refused"),
    ("FL-03", "overtime_limit", "overtime_day_special", 180, 181, "refused"),
    ("FL-03", "overtime_limit", "overtime_month", 36 * 60, 37 * 60, "refused"),
    ("FL-04", "hours", "hours_day", 480, 510, "warned"),
    ("FL-04", "hours", "hours_week", 2400, 2460, "warned"),
    ("HD-B13", "weekly_rest", "rest_days", 1, 0, "warned"),
    ("FL-05", "payment", "pay_cycle", 30, 90, "refused"),
    ("FL-06", "sick_pay", "sick_pay", 8000, 7999, "refused"),
    ("FL-06", "idle_pay", "idle_pay", 8000, 7000, "refused"),
    ("FL-07", "quota", "quota_share", 9000, 8900, "refused"),
    ("FL-08", "deferral", "deferral_consent", 2, 3, "refused"),
    ("FL-08", "deferral", "deferral_days", 30, 31, "refused"),
    ("FL-09", "maternity", "maternity_days", 98, 97, "refused"),
    ("FL-09", "maternity", "maternity_dystocia", 15, 14, "refused"),
    ("FL-09", "maternity", "maternity_multiple", 15, 14, "refused"),
    ("FL-09", "maternity", "miscarriage_early", 15, 14, "refused"),
    ("FL-09", "maternity", "miscarriage_late", 42, 41, "refused"),
    ("FL-10", "nursing", "nursing_hours", 60, 45, "refused"),
    ("FL-10", "nursing", "night_exempt_month", 7, 8, "refused"),
    ("CB-067", "inspection", "inspection_months", 6, 12, "warned"),
    ("CB-072", "layoff", "layoff_notice", 30, 29, "warned"),
]


def test_no_clause_promises_less_than_the_law_gives_fl_01_to_fl_10(writing: Story, local_minimum: None) -> None:
    """Each rule once kept and once broken, for a contract from 1 January 2027: B refuses with its article, W is shown."""
    for rule, code, field, kept, broken, what in FLOORS:
        writing.edit(acts.fill_terms, {code: {field: kept}})
        assert rule not in findings_at(writing, code), (rule, field, kept)
        if what == "refused":
            with pytest.raises(Refused, match="依据《") as refused:
                writing.edit(acts.fill_terms, {code: {field: broken}})
            assert refused.value.field == f"t_{code}__{field}", (rule, field)
        else:
            writing.edit(acts.fill_terms, {code: {field: broken}})
            assert rule in findings_at(writing, code), (rule, field, broken)
            writing.edit(acts.fill_terms, {code: {field: kept}})


def test_a_floor_that_nobody_entered_is_said_to_be_unknown_and_stops_nothing_fl_01(writing: Story) -> None:
    writing.edit(acts.fill_terms, {"minimum_wage": {"minimum_wage": 100}})

    assert "在本地的规定还没有录入，无法核对" in findings_at(writing, "minimum_wage")


def test_the_law_of_the_first_day_of_the_contract_judges_it_fl_07(city: SmallCity) -> None:
    """The provincial quota rule that is known holds from 27 May 2026: of the day before nothing is known here."""
    story = open_story(city, ContractType.WAGE, "2026-03-02").to_the_table("2026-03-02")
    story.write_draft("2026-05-26", "2027-05-25")
    story.edit(acts.fill_terms, {"quota": {"quota_share": 8900}})

    story.edit(acts.change_term, term_from=date(2026, 5, 27), term_to=date(2027, 5, 26))

    with pytest.raises(Refused, match="劳动定额"):
        story.edit(acts.fill_terms, {"quota": {"quota_share": 8800}})
    story.fill({code: values for code, values in FILLED[ContractType.WAGE].items() if code != "quota"})
    with pytest.raises(Refused, match="劳动定额"):
        story.initial()


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (lambda: {"verb": "fill", "t_overtime_pay__overtime_weekday": "120"}, "不得少于150%"),
        (lambda: {"verb": "write", "code": "basis", "chapter": "总则", "body": "加发{thirteenth}。"}, "thirteenth"),
        (lambda: {"verb": "up", "code": "basis"}, "已经在最前或者最后"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(writing: Story, form: Callable[[], dict[str, str]], words: str) -> None:
    typed = {"base": "0", **form()}

    page = writing.city.chair.client().post(reverse("bargaining:edit_draft", args=[writing.open_draft.pk]), typed)

    assert page.status_code == 422
    assert words in page.content.decode()
    assert typed.get("t_overtime_pay__overtime_weekday", "") in page.content.decode()


def test_filling_keeps_the_good_values_and_says_each_fault_at_its_clause(writing: Story) -> None:
    client, draft = writing.city.chair.client(), writing.open_draft
    url, at = reverse("bargaining:edit_draft", args=[draft.pk]), reverse("bargaining:draft", args=[draft.pk])
    typed = {"verb": "fill", "base": "0", "t_payment__pay_cycle": "30"}
    typed |= {"t_overtime_pay__overtime_weekday": "120", "t_overtime_pay__overtime_holiday": "200"}
    empty = client.get(at).content.decode()

    said = client.post(url, typed)
    page = said.content.decode()
    again = {**typed, "base": "1", "t_overtime_pay__overtime_weekday": "150", "t_overtime_pay__overtime_holiday": "300"}
    mended = client.post(url, again)

    assert "没有填的要素尚未核对" in empty
    assert "没有低于法定标准的约定" not in empty
    assert (said.status_code, mended.status_code) == (422, 303)
    assert "2 项要素须改正" in page
    assert (page.count("不得少于150%"), page.count("不得少于300%")) == (2, 2)
    with scoped(BUILDER):
        kept = {edit.seq: [change["code"] for change in edit.changes] for edit in draft.edits.all()}
        values = {one.code: one.values for one in load_sheet(draft)}
    assert kept == {1: ["payment"], 2: ["overtime_pay"]}
    assert values["payment"]["pay_cycle"] == 30
    assert (values["overtime_pay"]["overtime_weekday"], values["overtime_pay"]["overtime_holiday"]) == (15000, 30000)


def test_a_clash_on_the_page_shows_both_and_saving_again_decides(writing: Story) -> None:
    writing.edit(acts.write_clause, "basis", written("主席写的依据。"))
    client, url = writing.city.town_cadre.client(), reverse("bargaining:edit_draft", args=[writing.open_draft.pk])
    typed = {
        "verb": "write",
        "code": "basis",
        "chapter": "总则",
        "title": "依据",
        "body": "镇里写的依据。｛用人单位｝和{工会}各执一份，每天{每日工作时间}。",
        "base": "0",
    }

    refused = client.post(url, typed)
    decided = client.post(url, {**typed, "base": "1"})

    assert (refused.status_code, decided.status_code) == (409, 303)
    assert "主席写的依据。" in refused.content.decode()
    assert "镇里写的依据。" in refused.content.decode()
    assert clause(writing, "basis") == "镇里写的依据。{employer}和{union}各执一份，每天{hours_day}。"


@pytest.mark.parametrize(("who", "status"), [("research", 403), ("worker", 404), ("stranger", 404)])
def test_nobody_else_reaches_the_edit(writing: Story, who: str, status: int) -> None:
    url = reverse("bargaining:edit_draft", args=[writing.open_draft.pk])

    answered = getattr(writing.city, who).client().post(url, {"verb": "remove", "code": "basis", "base": "0"})

    assert answered.status_code == status
    assert "basis" in order(writing)


def test_a_draft_is_compared_with_the_standard_text_and_with_the_version_before(writing: Story) -> None:
    writing.fill(FILLED[ContractType.GENERAL]).initial()
    writing.make("renegotiate", {"reason": "补充条款"}).write_draft("2027-01-01", "2028-12-31", source="version-1")
    writing.edit(acts.fill_terms, {"wage_adjustment": {"wage_rise": 600, "wage_rise_month": 1}})
    writing.edit(acts.remove_clause, "minors")
    client, url = writing.city.chair.client(), reverse("bargaining:compare", args=[writing.open_draft.pk])

    changed = html.fromstring(client.get(url, {"with": "version-1"}).content.decode())
    whole = html.fromstring(client.get(url, {"with": "standard", "all": "1"}).content.decode())

    assert [one.text_content() for one in changed.xpath("//ins")] == ["6%"]
    assert [one.text_content().strip()[:4] for one in changed.xpath("//del")] == ["5%", "用人单位"]
    assert changed.xpath("//table[@class='numbers']//td/text()") == ["5%", "6%"]
    assert len(whole.xpath("//article[@class='compared']")) == len(writing.standard_sheet)


def test_an_enterprise_does_not_promise_less_than_the_contract_of_its_area_cb_070(writing: Story) -> None:
    """Warned at the clause and when the chiefs initial it; the same wage, or shorter hours, is no less."""
    joint_contract(writing, minimum_wage=270_000, hours_day=480)

    writing.fill(FILLED[ContractType.GENERAL])
    assert "区域合同1号约定的2700元" in findings_at(writing, "minimum_wage")
    assert "CB-070" not in findings_at(writing, "hours")
    writing.edit(acts.fill_terms, {"minimum_wage": {"minimum_wage": 270_000}})

    assert "CB-070" not in findings_at(writing, "minimum_wage")
    writing.edit(acts.fill_terms, {"minimum_wage": {"minimum_wage": 269_900}})
    assert "CB-070" in writing.initial().rules()


def joint_contract(story: Story, **values: int) -> None:
    """A regional contract of the town that covers the mill in 2027."""
    city, first, last = story.city, date(2026, 7, 1), date(2028, 6, 30)
    entry = NewBargaining(
        union=city.north_town,
        enterprise=None,
        contract_type=ContractType.REGIONAL,
        scope_label="柳湾镇纺织",
    )
    with scoped(city.town_cadre.actor):
        regional = open_bargaining(entry, actor=city.town_cadre.actor, now=story.now)
    with scoped(BUILDER):
        draft = Draft.objects.create(bargaining=regional, version=1, made_on=first, term_from=first, term_to=last)
        clause = Clause.objects.create(
            draft=draft, chapter=1, chapter_title="工资", position=1, code="floor", body="底线。"
        )
        for field, value in values.items():
            ClauseTerm.objects.create(clause=clause, field=field, value=value)
        contract = Contract.objects.create(
            bargaining=regional,
            draft=draft,
            number="区域合同1号",
            contract_type=ContractType.REGIONAL,
            union=city.north_town,
            employer_side="柳湾镇商会",
            signed_on=first,
            term_from=first,
            term_to=last,
            effective_on=first,
            effect_basis=EffectBasis.DEEMED,
        )
        CoverageLink.objects.create(
            contract=contract, enterprise=city.mill, basis=CoverageBasis.RECOGNISED, from_on=first
        )


def test_a_federation_issues_a_text_and_the_unions_below_begin_with_it_and_are_told_what_they_left_out(
    writing: Story,
) -> None:
    city = writing.city
    writing.fill(FILLED[ContractType.GENERAL]).edit(acts.write_clause, "basis", written("本区的订立依据。"))
    url = reverse("bargaining:issue_standard", args=[writing.open_draft.pk])
    asked = {"title": "北塘区规范文本", "mandatory": ["basis", "minors"], "with_values": "on"}

    by_chair = city.chair.client().post(url, asked)
    issued = city.county_cadre.client().post(url, asked)

    assert (by_chair.status_code, issued.status_code) == (403, 303)
    assert "§A7" not in writing.initial().rules()
    writing.make("renegotiate", {"reason": "换用区里的文本"})
    page = html.fromstring(
        city.chair.client().get(reverse("cases:move", args=[writing.case_id, "write_draft"])).content
    )
    choice = page.xpath("//option[contains(text(), '北塘区规范文本（第1版）')]/@value")
    writing.write_draft("2027-01-01", "2028-12-31", source=choice[0])
    assert clause(writing, "basis") == "本区的订立依据。"
    writing.edit(acts.remove_clause, "minors").edit(acts.remove_clause, "harassment").initial()  # values came with it
    assert "§A7" in writing.rules()
    with scoped(BUILDER):
        said = writing.case.findings.get(rule="§A7").text
    assert ("未成年工" in said, "骚扰" in said) == (True, False)  # by the county's text, not by the product's


def test_what_the_standard_text_calls_mandatory_is_missed_at_its_place(writing: Story) -> None:
    for code in ("women_equality", "harassment", "minors"):
        writing.edit(acts.remove_clause, code)

    page = writing.city.chair.client().get(reverse("bargaining:draft", args=[writing.open_draft.pk])).content.decode()

    assert "缺 2 条必备条款" in page
    assert html.fromstring(page).xpath("//h2[text()='女职工和未成年工特殊保护']/preceding-sibling::p/text()") == [
        "女职工和未成年工特殊保护"
    ]
    assert "规范文本的必备条款" in html.fromstring(page).xpath("//article[@id='c-harassment']")[0].text_content()
    assert "规范文本的必备条款" not in html.fromstring(page).xpath("//article[@id='c-minors']")[0].text_content()
