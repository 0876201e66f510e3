"""What happens after the signature and before it by the thousand: corrections, proofs, handing out, workbooks read back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.lib.sentences import NotYours, Refused
from zhijia.lib.shanghai import local_day
from zhijia.lib.spreadsheets import read_spreadsheet
from zhijia.lib.spreadsheets.writing import SheetToWrite, write_workbook
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_union
from zhijia.services.statistics import handing
from zhijia.services.statistics.models import FormerSheet, HandingOut, Return
from zhijia.services.statistics.presenting.sheet import view_sheet
from zhijia.services.statistics.tests.story import Story

MOST_QUERIES = 12
NOT_QUESTIONS = ("SAVEPOINT", "RELEASE", 'UPDATE "django_session"')


def page_of(story: Story, union: Union, figure: Figure) -> str:
    return figure.client().get(reverse("cases:case", args=[story.of(union).case_id])).content.decode()


def test_an_accepted_return_is_corrected_as_a_new_version_and_the_sum_says_so(story: Story, city: SmallCity) -> None:
    mill, town = city.mill_union, city.north_town
    story.handed_out().of_mill(officers_part=3).of_town()
    old, summed = story.of(mill), story.of(town)
    assert old.case.closed_at
    with pytest.raises(NotYours):
        story.make("correct", mill, {"reason": "漏报两人"}, by=city.chair)
    with scoped(BUILDER), pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.filter(pk=old.pk).update(sheet=None, digest="", handed_in_on=None, accepted_on=None)

    story.make("correct", mill, {"reason": "漏报两人"}, by=city.town_cadre)
    assert (story.of(mill).case.state, story.of(mill).case.closed_at) == ("open", None)
    story.of_mill(officers_part=5)

    new = story.of(mill)
    assert (new.case.state, new.digest == old.digest) == ("accepted", False)
    with scoped(BUILDER):
        former = FormerSheet.objects.get(stat_return=new)
        (moved,) = view_sheet(story.of(town)).moved
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            FormerSheet.objects.filter(pk=former.pk).update(digest="0" * 64)
    assert (former.sheet, former.digest, former.reason) == (old.sheet, old.digest, "漏报两人")
    assert (moved.cell.code, moved.signed, moved.now) == ("officers_part", 3, 5)
    assert story.of(town).sheet == summed.sheet, "what was signed above stays as it was signed"
    assert "3 → 5" in page_of(story, town, city.town_cadre)
    assert old.digest in page_of(story, mill, city.chair)


def test_the_page_of_a_federation_asks_no_more_than_its_share(story: Story, city: SmallCity) -> None:
    story.handed_out().of_mill(officers_part=3).of_town()
    for union, figure in (
        (city.north, city.county_cadre),
        (city.north_town, city.town_cadre),
        (city.root, city.leader),
    ):
        client, url = figure.client(), reverse("cases:case", args=[story.of(union).case_id])
        client.get(url)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url).status_code == 200
        questions = [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(NOT_QUESTIONS)]
        assert len(questions) <= MOST_QUERIES, questions


def test_many_are_asked_piece_by_piece_by_a_job_and_nobody_twice(
    story: Story, city: SmallCity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handing, "PIECE", 2)
    with scoped(BUILDER):
        for n in range(5):
            make_union(f"合成第{n}厂工会", parent=city.south, kind=UnionKind.ENTERPRISE)
    story.make("hand_out", city.south, {"due_on": "2026-10-20"}, by=city.stranger)

    with scoped(BUILDER):
        begun = HandingOut.objects.get()
        total = begun.total
        assert (begun.done, begun.finished_at) == (2, None)
    assert f"2 / {total} 家" in page_of(story, city.south, city.stranger)
    with pytest.raises(Refused, match="正在布置"):
        story.make("hand_out", city.south, {"due_on": "2026-10-20"}, by=city.stranger)
    assert handing.standing_still(now=story.now + timedelta(minutes=1)) == []
    assert handing.standing_still(now=story.now + timedelta(minutes=3)) == [begun.pk]

    actor = handing.runner_of(begun.pk, now=story.now)
    with scoped(BUILDER), transaction.atomic():  # a piece that dies on the way leaves nothing
        handing.hand_out_piece(begun.pk, actor, now=story.now)
        transaction.set_rollback(True)
    while handing.hand_out_piece(begun.pk, actor, now=story.now):
        continue
    assert not handing.hand_out_piece(begun.pk, actor, now=story.now)

    with scoped(BUILDER):
        asked = Return.objects.filter(superior=city.south).values_list("union", flat=True)
        assert (len(asked), len(set(asked))) == (total, total)
        done = HandingOut.objects.get()
    assert (done.done, done.total, done.finished_at) == (total, total, story.now)


def changed(book: bytes, name: str, number: object, reason: str = "") -> bytes:
    """The workbook with another number, and a reason, in the row of a cell."""
    sheets = []
    for sheet in read_spreadsheet(book):
        rows = [[*row[:2], str(number), *row[3:5], reason] if row[0] == name else row for row in sheet.rows]
        sheets.append(SheetToWrite(sheet.name, rows[0], rows[1:]))
    return write_workbook(sheets)


def test_a_workbook_that_was_filled_in_is_read_back(story: Story, city: SmallCity) -> None:
    mill, chair = city.mill_union, city.chair
    story.handed_out().fill(mill, by=chair, delegates=30)
    book = chair.client().get(reverse("statistics:sheet", args=[story.of(mill).case_id])).content

    def read(content: bytes) -> str:
        """What the form says against it; empty: it was read."""
        actor = load_actor(chair.user, today=local_day(story.now))
        files = {"file": SimpleUploadedFile("报表.xlsx", content)}
        try:
            with scoped(actor):
                advance(story.of(mill).case_id, "read_sheet", actor=actor, key=uuid4(), now=story.now, files=files)
        except InvalidInput as invalid:
            return str(invalid.form.errors["file"])
        return ""

    assert "没有要导入" in read(book)
    assert "不是从0起的整数" in read(changed(book, "职代会代表", "三十一"))
    assert "没有写理由" in read(changed(book, "会员", 77))
    assert "导入从本页导出的报表" in read("甲,乙\n1,2\n".encode())

    assert read(changed(changed(book, "职代会代表", 31), "会员", 77, "纸质名册")) == ""

    with scoped(BUILDER):
        lines = {line.cell.code: line for line in view_sheet(story.of(mill)).own}
    assert (lines["delegates"].value, lines["members"].value, lines["members"].reason) == (31, 77, "纸质名册")
