"""A return as people read it: beside last year's, with the cover of its edition, every change in it, every number's records."""

from io import BytesIO

from django.urls import reverse
from python_calamine import CalamineWorkbook

from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.statistics.presenting.sheet import view_sheet
from zhijia.services.statistics.tests.story import open_story


def test_a_return_stands_beside_last_years_and_leaves_as_a_workbook_with_its_cover(city: SmallCity) -> None:
    mill, chair = city.mill_union, city.chair
    last = open_story(city, "2025-10-08").handed_out().fill(mill, by=chair, delegates=30)
    last.override(mill, "members", 100, by=chair).sign(mill, by=chair, note="名册在录")
    story = open_story(city, "2026-10-08").handed_out().fill(mill, by=chair, delegates=31)
    story.override(mill, "members", 10, by=chair, reason="按缴费人数").sign(mill, by=chair, note="名册在录")

    with scoped(BUILDER):
        lines = {line.cell.code: line for line in view_sheet(story.of(mill)).own}
    assert [(lines[code].value, lines[code].last) for code in ("members", "delegates")] == [(10, 100), (31, 30)]
    assert (lines["members"].differs, lines["members"].reason) == (True, "按缴费人数")

    page = chair.client().get(reverse("cases:case", args=[story.of(mill).case_id])).content.decode()
    assert "填报≠系统" in page
    assert story.of(mill).digest in page
    assert chair.client().get(lines["employees"].records_url).status_code == 200
    content = chair.client().get(reverse("statistics:sheet", args=[story.of(mill).case_id])).content
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    cover, first, changes = (book.get_sheet_by_index(n).to_python() for n in (0, 1, len(book.sheet_names) - 1))
    assert [tuple(row[:2]) for row in cover[1:5]] == [
        ("901", "工会统计代码"),
        ("902", "工会名称"),
        ("903", "行政区划代码"),
        ("904", "工会类别"),
    ]
    assert ["会员", "人", 10, 0, 100, "按缴费人数"] in first
    assert any("按缴费人数" in row for row in changes)


def test_who_has_not_handed_in_shows_by_its_light(city: SmallCity) -> None:
    story = open_story(city).handed_out()
    url = reverse("statistics:returns", args=[2026])

    late = city.town_cadre.client().get(url, {"group": "missing"}).content.decode()
    own = city.chair.client().get(reverse("statistics:overview")).content.decode()
    story.fill(city.mill_union, by=city.chair).sign(city.mill_union, by=city.chair, note="如数")
    handed_in = city.town_cadre.client().get(url).content.decode()

    done = city.chair.client().get(reverse("statistics:overview")).content.decode()
    assert "light-late" in late
    assert ("light-late" in own, "light-late" in done) == (True, False)
    assert "light-ok" in handed_in
