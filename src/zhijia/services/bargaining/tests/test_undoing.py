"""Taking back the last edit of a draft, and what was typed for a clause that another person took out meanwhile."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.actions import drafting as acts
from zhijia.services.bargaining.drafting.edits import Written
from zhijia.services.bargaining.drafting.operations import load_sheet
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.tests.story import Story, open_story

EDITS: dict[str, Callable[[Story], Story]] = {
    "write": lambda story: story.edit(acts.write_clause, "basis", Written("总则", "依据", "主席写的依据。", {})),
    "another chapter": lambda story: story.edit(acts.write_clause, "basis", Written("附则", "依据", "移到后面。", {})),
    "fill": lambda story: story.fill({"payment": {"pay_cycle": 30, "pay_day": 15}}),
    "add": lambda story: story.edit(acts.add_clause, "basis", Written("总则", "新条", "新的一条。", {})),
    "remove": lambda story: story.edit(acts.remove_clause, "scope"),
    "shift": lambda story: story.edit(acts.shift_clause, "scope", -1),
}


@pytest.fixture
def writing(city: SmallCity) -> Story:
    story = open_story(city, ContractType.GENERAL).to_the_table("2026-11-02").at("2026-11-17").meet()
    return story.write_draft("2027-01-01", "2028-12-31")


def text_of(story: Story) -> list[tuple[str, str, str, dict[str, int]]]:
    with scoped(BUILDER):
        return [(one.code, one.chapter, one.body, dict(one.values)) for one in load_sheet(story.open_draft)]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_the_last_edit_is_taken_back_whole_and_can_be_brought_back(
    writing: Story, edit: Callable[[Story], Story]
) -> None:
    before = text_of(writing)
    after = text_of(edit(writing))
    assert after != before

    assert text_of(writing.edit(acts.undo_last)) == before
    assert text_of(writing.edit(acts.undo_last)) == after
    assert writing.open_draft.revision == 3, "nothing is struck from the record"


def test_nobody_takes_back_what_another_did_or_what_she_has_not_seen(writing: Story) -> None:
    before = text_of(EDITS["remove"](writing))

    with pytest.raises(Refused, match="只能撤销自己刚做的修改"):
        writing.edit(acts.undo_last, by=writing.officer)
    with pytest.raises(Refused, match="草案又有修改"):
        writing.edit(acts.undo_last, base=0)

    assert text_of(writing) == before


def test_the_page_offers_it_to_whoever_edited_last(writing: Story) -> None:
    EDITS["remove"](writing)
    page, act = (reverse(f"bargaining:{name}", args=[writing.open_draft.pk]) for name in ("draft", "edit_draft"))
    chair, officer = writing.city.chair.client(), writing.officer.client()

    assert "撤销上一步" in chair.get(page).content.decode()
    assert "撤销上一步" not in officer.get(page).content.decode()
    assert chair.post(act, {"verb": "undo", "base": "1"}).status_code == 303
    assert "恢复刚撤销的" in chair.get(page).content.decode()


def test_values_typed_for_a_clause_that_is_gone_are_said_to_be_lost_and_shown(writing: Story) -> None:
    """The other values wait for a second save: nothing is written behind her back."""
    writing.edit(acts.remove_clause, "payment", by=writing.officer)
    client, url = writing.city.chair.client(), reverse("bargaining:edit_draft", args=[writing.open_draft.pk])
    kept = {"verb": "fill", "base": "0", "t_weekly_rest__rest_days": "2"}

    told = client.post(url, kept | {"t_payment__pay_day": "15", "t_payment__pay_cycle": "30"})
    page = told.content.decode()
    saved = client.post(url, kept)

    assert (told.status_code, saved.status_code) == (422, 303)
    assert "有条款已被别人删除" in page
    assert all(words in page for words in ("青委员", "每月支付日", "15", "工资支付周期", "月"))
    assert {code: values for code, _chapter, _body, values in text_of(writing)}["weekly_rest"] == {"rest_days": 2}


def test_words_typed_for_a_clause_that_is_gone_can_come_in_as_a_new_one(writing: Story) -> None:
    writing.edit(acts.remove_clause, "basis", by=writing.officer)
    client, url = writing.city.chair.client(), reverse("bargaining:edit_draft", args=[writing.open_draft.pk])
    typed = {
        "verb": "write",
        "code": "basis",
        "chapter": "总则",
        "title": "依据",
        "body": "主席写的依据。",
        "base": "0",
    }

    told = client.post(url, typed)
    saved = client.post(url, {**typed, "verb": "add", "code": "", "base": "1"})

    assert (told.status_code, saved.status_code) == (409, 303)
    assert told.content.decode().count("主席写的依据。") >= 2
    assert 'name="verb" value="add"' in told.content.decode()
    assert "主席写的依据。" in [body for _code, _chapter, body, _values in text_of(writing)]
