from datetime import date
from typing import Any

import pytest
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template import Context, Template

from zhijia.ui.calendars import calendar_weeks
from zhijia.ui.components import CalendarDay, Column, Fact, Option, Page, Stat, TreeNode, url_with
from zhijia.ui.gallery import samples
from zhijia.ui.gallery.forms import refused_form, sample_form
from zhijia.ui.icons import ICONS
from zhijia.ui.lights import LIGHT_SHAPES, LIGHT_WORDS


def _draw(source: str, **values: Any) -> str:
    return Template("{% load ui ui_text ui_shell %}" + source).render(Context(values))


@pytest.mark.parametrize("code", LIGHT_WORDS)
def test_a_light_has_a_shape_and_a_word(code: str) -> None:
    drawn = _draw("{% light code %}", code=code)

    assert LIGHT_SHAPES[code] in drawn
    assert str(LIGHT_WORDS[code]) in drawn


def test_an_unknown_light_is_an_error_and_not_a_blank() -> None:
    with pytest.raises(KeyError):
        _draw("{% light 'purple' %}")


@pytest.mark.parametrize("name", ICONS)
def test_an_icon_is_hidden_from_screen_readers(name: str) -> None:
    assert 'aria-hidden="true"' in _draw("{% icon name %}", name=name)


def test_what_a_user_typed_is_escaped_in_every_small_component() -> None:
    nasty = '"><script>'
    drawn = _draw(
        "{% light 'ok' w %}{% badge w %}{% button w name=w %}{% link_button w w %}{% row_check w w %}", w=nasty
    )

    assert "<script>" not in drawn
    assert drawn.count("&lt;script&gt;") == 8


def test_a_button_takes_kinds_icon_and_attributes() -> None:
    drawn = _draw("{% button '撤回' 'danger small' 'back' type='button' data_opens='confirm' disabled=True %}")

    assert '<button type="button" class="btn btn-danger btn-small"' in drawn
    assert 'data-opens="confirm"' in drawn
    assert " disabled" in drawn


def test_a_refused_form_lists_each_error_with_a_link_to_a_field_that_exists() -> None:
    drawn = _draw("{% form_fields form %}", form=refused_form())

    assert "有 5 处需要改" in drawn
    for target in ("id_back-held_on", "id_back-kind", "id_back-level", "id_back-scan", "id_back-is_checked"):
        assert f'href="#{target}"' in drawn
        assert f'id="{target}"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert 'aria-describedby="id_back-held_on_helptext id_back-held_on_error"' in drawn


def test_a_refused_form_keeps_what_was_typed() -> None:
    drawn = _draw("{% form_fields form %}", form=refused_form())

    assert 'value="2025-11-03"' in drawn
    assert 'value="专项合同续订"' in drawn


def test_a_fresh_form_has_labels_and_no_summary() -> None:
    drawn = _draw("{% form_fields form %}", form=sample_form())

    assert "summary" not in drawn
    assert '<label class="field-label" for="id_fresh-title">标题</label>' in drawn
    assert "（选填）" in drawn
    assert drawn.count("<legend") == 2


def test_a_typeahead_shows_the_label_and_submits_the_value() -> None:
    drawn = _draw("{% field form.enterprise %}", form=sample_form())

    assert 'name="fresh-enterprise" value="e1"' in drawn
    assert 'name="fresh-enterprise_text" value="青石机械（临江）有限公司"' in drawn


def test_a_typeahead_without_a_choice_submits_the_typed_text() -> None:
    widget = sample_form().fields["enterprise"].widget

    assert widget.value_from_datadict({"e": "", "e_text": "青石"}, {}, "e") == "青石"
    assert widget.value_from_datadict({"e": "e1", "e_text": "青石"}, {}, "e") == "e1"


def test_a_table_says_which_column_sorts_it() -> None:
    columns = (Column("最迟", width="date", sort_url="?s", sorted="ascending"), Column("件数", is_number=True))
    drawn = _draw("{% datatable c '待办' keys=True %}<tbody></tbody>{% enddatatable %}", c=columns)

    assert '<th scope="col" aria-sort="ascending"><a href="?s">最迟' in drawn
    assert '<caption class="unseen">待办</caption>' in drawn
    assert '<th scope="col" class="num">件数</th>' in drawn
    assert " data-table>" in drawn


@pytest.mark.parametrize(
    ("page", "words"),
    [(Page(shown=25, first=26, total=1234), "第 26–50 条，共 1,234 条"), (Page(shown=25, next_url="?n"), "本页 25 条")],
)
def test_pages_count_only_what_was_counted(page: Page, words: str) -> None:
    drawn = _draw("{% pagination page %}", page=page)

    assert words in drawn
    assert ('rel="next"' in drawn) == bool(page.next_url)


def test_not_filled_in_and_not_reported_are_said_in_words() -> None:
    assert "未填" in _draw("{% facts f %}", f=(Fact("备注"),))
    assert '<a href="/fill">补填</a>' in _draw("{% facts f %}", f=(Fact("电话", "", url="/fill"),))
    assert "<dd>0</dd>" in _draw("{% facts f %}", f=(Fact("人数", 0),))
    assert "未报" in _draw("{% stats s %}", s=(Stat("评价", None),))
    assert "未报" not in _draw("{% stats s %}", s=(Stat("评价", 0),))


def test_a_tree_tells_level_place_and_whether_it_is_open() -> None:
    drawn = _draw("{% tree nodes '组织' %}", nodes=samples.TREE)

    assert drawn.count('tabindex="0"') == 1
    assert 'aria-level="3" aria-setsize="2" aria-posinset="1" aria-selected="true"' in drawn
    assert 'hx-get="tree/" hx-trigger="open once"' in drawn


def test_a_leaf_of_the_tree_has_nothing_to_open() -> None:
    assert "aria-expanded" not in _draw("{% tree nodes '组织' %}", nodes=(TreeNode("1", "甲", "#"),))


def test_a_calendar_is_filled_up_to_whole_weeks() -> None:
    weeks = calendar_weeks((CalendarDay(date(2026, 11, 19), "due"), CalendarDay(date(2026, 10, 30), "trigger")))

    assert [len(week) for week in weeks] == [7] * 4
    assert weeks[0][0] == CalendarDay(date(2026, 10, 26), "outside")
    assert weeks[0][4].kind == "trigger"
    assert weeks[3][3].kind == "due"
    assert calendar_weeks(()) == []


def test_the_explanation_of_a_date_names_trigger_rule_steps_and_result() -> None:
    drawn = _draw("{% why w %}", w=samples.WHY_WORKING)

    for words in (
        "2026年9月24日 收到申请",
        "7 个工作日",
        "《示例办法》第六条",
        "2026年10月12日 周一",
        "调休上班，计入",
    ):
        assert words in drawn
    assert drawn.count('class="cal-skipped"') == 12


def test_toasts_stand_in_a_live_region_even_when_there_are_none() -> None:
    assert 'aria-live="polite"' in _draw("{% toasts %}")
    assert "没有保存" in _draw("{% toasts %}", messages=[Message(constants.ERROR, "没有保存")])


def test_options_of_a_typeahead_say_when_nothing_was_found() -> None:
    page = "{% include 'ui/_options.html' %}"

    assert "没有找到" in _draw(page, options=())
    assert 'data-value="e1"' in _draw(page, options=(Option("e1", "甲厂"),))


def test_a_url_keeps_its_query_but_for_what_changes() -> None:
    assert url_with("/a", {"q": "厂", "page": 2, "sort": "on"}, page=None, sort="name") == "/a?q=%E5%8E%82&sort=name"
    assert url_with("/a", {"q": ""}) == "/a"
