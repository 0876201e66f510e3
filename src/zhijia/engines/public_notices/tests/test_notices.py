"""A notice stands its days, objections block it, whoever is objected to does not answer (services §0.2, OR-05)."""

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, time
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import InvalidInput, advance
from zhijia.engines.cases.corrections import confirm_correction, propose_correction
from zhijia.engines.cases.models import Case, Clock
from zhijia.engines.cases.sweep import sweep
from zhijia.engines.issues.raising import NewIssue, raise_issues
from zhijia.engines.public_notices.checks import check_notice_passed
from zhijia.engines.public_notices.kinds import NoticeKind, declare_notices
from zhijia.engines.public_notices.models import NoticeObjection, PublicNotice
from zhijia.engines.public_notices.objecting import object_as_worker
from zhijia.engines.public_notices.opening import NewNotice, Subject, open_notice
from zhijia.engines.public_notices.queries import notices_for_worker
from zhijia.engines.public_notices.rules import mask_text
from zhijia.lib.sentences import Refused
from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG
from zhijia.trail.models import Event

KIND = declare_notices(NoticeKind("tests.candidates", "候选人公示", "union.candidates.notice", hides_names=True))


def at(day: str, hour: int = 10) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(hour), SHANGHAI)


class Board:
    """A notice about the mill's chair and one more, moved day by day."""

    def __init__(self, city: SmallCity, day: str = "2007-09-27") -> None:
        self.city, self.day = city, day
        problem = NewIssue(
            union=city.mill_union, handled_by_id=city.north_town.pk, source="tests", text="换届",
            category="founding", level="own", found_on=date.fromisoformat(day),
        )  # fmt: skip
        with scoped(BUILDER):
            self.about = raise_issues([problem], actor=city.town_cadre.actor, now=at(day))[0].case
            people = [Subject("青主席", city.chair.person.pk), Subject("林远志")]
            text = "候选人：青主席、林远志，电话13800001111。"
            new = NewNotice(kind=KIND.code, about=self.about, title="候选人公示", text=text, subjects=people)
            self.pk = open_notice(new, actor=city.town_cadre.actor, now=at(day)).pk

    @property
    def notice(self) -> PublicNotice:
        with scoped(BUILDER):
            return PublicNotice.objects.select_related("case").get(pk=self.pk)

    @property
    def state(self) -> str:
        return self.notice.case.state

    @property
    def awaited(self) -> set[str]:
        with scoped(BUILDER):
            return set(self.notice.case.awaits.values_list("verb", flat=True))

    def make(
        self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure | None = None, scan: bool = False
    ) -> "Board":
        files = MultiValueDict({"scan": [SimpleUploadedFile("公示栏.png", PNG)]} if scan else {})
        actor = (by or self.city.town_cadre).actor
        with scoped(actor):
            advance(self.notice.case_id, verb, actor=actor, key=uuid4(), now=at(self.day), data=data or {}, files=files)
        return self

    def on(self, day: str) -> "Board":
        self.day = day
        return self

    def put_up(self) -> "Board":
        return self.make("put_up", {"posted_on": self.day, "places": "厂务公开栏"}, scan=True)

    def close(self, **how: Any) -> "Board":
        return self.make("close", {"result": "公示无异议"}, **how)

    def object(self, about: int | None = None, **how: Any) -> NoticeObjection:
        said = {"text": "林远志不在本单位工作。", "about": about or "", "by_label": "", "received_on": self.day}
        self.make("object", said, **how)
        with scoped(BUILDER):
            return NoticeObjection.objects.filter(notice=self.pk).latest("pk")

    def answer(self, objection: NoticeObjection, is_upheld: str = "no", **how: Any) -> "Board":
        return self.make("answer", {"objection": objection.pk, "is_upheld": is_upheld, "answer": "已核实。"}, **how)


def test_or_05_five_working_days_from_the_27th_of_september_2007_reach_over_the_holidays(city: SmallCity) -> None:
    """The days of rest of 2007 lie between: the fifth working day is the ninth of October."""
    board = Board(city).put_up()
    with scoped(BUILDER):
        assert Clock.objects.get(case=board.notice.case).due_on == date(2007, 10, 9)

    with pytest.raises(Refused, match="公示到2007年10月9日为止"):
        board.on("2007-10-09").close()
    assert board.state == "shown"
    with scoped(city.town_cadre.actor), pytest.raises(Refused, match="还没有期满结束"):
        check_notice_passed(board.about, KIND.code)

    board.on("2007-10-10").close()

    assert board.state == "passed"
    with scoped(city.town_cadre.actor):
        check_notice_passed(board.about, KIND.code)


def test_a_notice_without_a_photo_of_the_board_is_not_put_up(city: SmallCity) -> None:
    with pytest.raises(InvalidInput):
        Board(city).make("put_up", {"posted_on": "2007-09-27", "places": "公开栏"})


def test_an_open_objection_blocks_and_the_person_objected_to_does_not_answer_it(city: SmallCity) -> None:
    board = Board(city).put_up().on("2007-09-28")
    with scoped(BUILDER):
        chair = board.notice.subjects.get(person=city.chair.person)
    objection = board.object(chair.pk)
    assert board.awaited == {"answer"}

    with pytest.raises(Refused, match="还有1条异议没有答复"):
        board.on("2007-10-10").close()
    with pytest.raises(Refused, match="被提出异议的人不能答复"):
        board.answer(objection, by=city.chair)
    board.answer(objection).close()

    assert board.state == "passed"


def test_an_objection_that_was_right_fails_the_notice(city: SmallCity) -> None:
    board = Board(city).put_up()
    board.answer(board.object(), is_upheld="yes").on("2007-10-10").close()

    assert board.state == "upheld"
    with scoped(BUILDER), pytest.raises(Refused, match="有异议成立"):
        check_notice_passed(board.about, KIND.code)


def test_its_days_run_out_by_themselves_and_run_again_when_it_was_put_up_later(
    city: SmallCity, acting_as: Callable[[str], AbstractContextManager[None]]
) -> None:
    """Put up on the 28th in truth: two posts say so, the days count anew, and what ran out runs again."""
    board = Board(city).put_up()
    with acting_as("batch"):
        assert sweep(now=at("2007-10-10", 1)) == 1
    assert (board.state, board.awaited) == ("run_out", {"close"})
    with scoped(BUILDER):
        clock = Clock.objects.get(case=board.notice.case)
    board.on("2007-10-10")
    first, second = city.town_cadre.actor, city.county_cadre.actor
    with scoped(first):
        correction = propose_correction(
            clock, new_on=date(2007, 9, 28), reason="照片上的日期是28日", actor=first, now=at(board.day)
        )
    with scoped(second):
        confirm_correction(correction, actor=second, now=at(board.day))

    assert (board.state, board.notice.posted_on) == ("shown", date(2007, 9, 28))
    with pytest.raises(Refused, match="公示到2007年10月10日为止"):
        board.close()


def test_a_worker_of_the_enterprise_objects_without_her_name_and_nothing_of_her_is_kept(city: SmallCity) -> None:
    board, worker = Board(city, "2026-11-16"), city.worker.actor
    with scoped(worker):
        assert notices_for_worker(worker, today=date(2026, 11, 16)) == []
    board.put_up().on("2026-11-20")
    with scoped(worker):
        (seen,) = notices_for_worker(worker, today=date(2026, 11, 20))
        objection = object_as_worker(
            worker, seen.case_id, text="候选人是老板的弟弟。", about=None, is_named=False, now=at(board.day)
        )

    assert (objection.by_label, objection.by_person_id) == ("", None)
    with scoped(BUILDER):
        event = Event.objects.filter(kind="public_notices.objected").latest("pk")
        assert city.worker.person.name not in f"{event.actor_label}{event.data}"
    assert board.awaited == {"answer"}


def test_pr_02_what_hung_is_withdrawn_by_itself_when_its_days_are_over(
    city: SmallCity, acting_as: Callable[[str], AbstractContextManager[None]]
) -> None:
    board, worker = Board(city, "2026-11-16").put_up(), city.worker.actor
    with scoped(worker):
        assert [one.case_id for one in notices_for_worker(worker, today=date(2026, 11, 23))] == [board.notice.case_id]
    with acting_as("batch"):
        assert sweep(now=at("2026-11-24", 1)) == 1

    assert (board.state, board.awaited) == ("run_out", {"close"})
    with scoped(worker):
        assert notices_for_worker(worker, today=date(2026, 11, 24)) == []
        with pytest.raises(Refused, match="公示"):
            object_as_worker(
                worker, board.notice.case_id, text="太晚了。", about=None, is_named=False, now=at("2026-11-24")
            )


def test_who_works_elsewhere_neither_reads_nor_objects(city: SmallCity) -> None:
    board = Board(city, "2026-11-16").put_up()
    stranger = city.south_chair.actor
    with scoped(stranger):
        assert notices_for_worker(stranger, today=date(2026, 11, 20)) == []
        with pytest.raises(Refused, match="不在您的单位公示"):
            object_as_worker(
                stranger, board.notice.case_id, text="不同意。", about=None, is_named=True, now=at(board.day)
            )
        assert not Case.objects.filter(pk=board.notice.case_id).exists()
        assert not NoticeObjection.objects.exists()


def test_what_hangs_hides_numbers_and_where_the_kind_says_so_names(city: SmallCity) -> None:
    """PR-01."""
    assert Board(city).notice.masked_text == "候选人：青*、林*，电话138****1111。"
    assert mask_text("证件320505199001011234") == "证件3205********1234"
