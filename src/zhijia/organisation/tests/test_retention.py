"""What is kept for a time goes at its end, with proof; what has no known term stays."""

from datetime import date

import pytest
from django.db import connection, transaction
from django.test import override_settings

from zhijia.lib.resident_ids import synthetic_resident_id
from zhijia.lib.shanghai import start_of_day
from zhijia.organisation.actions.particulars import describe_person, entry_of
from zhijia.organisation.actions.unmasking import unmask
from zhijia.organisation.entries import PersonEntry
from zhijia.organisation.models import (
    Employment,
    ImportBatch,
    ImportRow,
    ParameterOverride,
    Person,
    PersonMerge,
    PostHolding,
    User,
)
from zhijia.organisation.protection.retention import erase_expired
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity, build_small_city, make_person
from zhijia.trail.models import Event, PendingEvent
from zhijia.trail.numbering import number_settled
from zhijia.trail.sealing import seal
from zhijia.trail.verification.verify import Demands, verify

pytestmark = pytest.mark.django_db(transaction=True)
LEFT = date(2023, 11, 20)  # three years before NOW, to the day
ENTRY = PersonEntry(
    id_kind="resident",
    id_number=synthetic_resident_id(2, born_on=date(1970, 1, 5)),
    phone="13812345678",
    ethnicity="01",
)


@pytest.fixture
def city() -> SmallCity:
    with transaction.atomic():
        city = build_small_city()
    with scoped(city.chair.actor):
        describe_person(city.chair.actor, city.worker.person, ENTRY, now=NOW)
        unmask(city.chair.actor, Person.objects.get(pk=city.worker.person.pk), reason="本人来电核对", now=NOW)
    leave(city, LEFT)
    return city


def leave(city: SmallCity, day: date | None) -> None:
    with scoped(BUILDER):
        Employment.objects.filter(person=city.worker.person).update(to_on=day)
        User.objects.filter(person=city.worker.person).update(is_active=False)


def rule(city: SmallCity, key: str, months: int) -> None:
    """What an administrator of the city enters on the page of the law."""
    assert city.administrator.post is not None
    with scoped(BUILDER):
        ParameterOverride.objects.create(
            key=key, place="CN-3205", value=months, from_on=date(2026, 1, 1), reason="试行", source="江海市总工会档案办法",
            entered_by=city.administrator.post, entered_at=NOW,
        )  # fmt: skip


def run_job() -> dict[str, int]:
    """As the role of the jobs."""
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE zhijia_batch")
        try:
            return dict(erase_expired(place="CN-3205", now=NOW))
        finally:
            cursor.execute("RESET ROLE")


def what_is_kept(city: SmallCity) -> PersonEntry:
    with scoped(BUILDER):
        return entry_of(Person.objects.get(pk=city.worker.person.pk))


def test_what_has_no_known_term_is_never_erased(city: SmallCity) -> None:
    before = what_is_kept(city)

    assert run_job() == {}
    assert what_is_kept(city) == before


def test_what_was_merged_into_a_record_goes_with_it(city: SmallCity) -> None:
    asked = {"asked_at": NOW, "asked_by": city.county_cadre.person, "asked_by_post": city.county_cadre.post}
    decided = {"decided_at": NOW, "decided_by": city.leader.person, "decided_by_post": city.leader.post}
    with scoped(BUILDER):
        twin, _account = make_person("青小工", home=city.mill_union)
        Person.objects.filter(pk=twin.pk).update(sex="2", merged_into=city.worker.person)
        PersonMerge.objects.create(
            kind="merge", kept=city.worker.person, dropped=twin, reason="同一人", is_confirmed=True, rows=[{"id": 1}],
            filled={"facts": []}, **asked, **decided,
        )  # fmt: skip
    rule(city, "retention.particulars", 36)

    assert run_job() == {"retention.particulars": 1}

    with scoped(BUILDER):
        merge, twin = PersonMerge.objects.get(), Person.objects.get(pk=twin.pk)
    assert (merge.rows, merge.filled, merge.id_number, twin.sex) == ([], {}, None, "")


def test_at_the_end_of_the_term_particulars_and_the_reasons_for_looking_go_and_the_log_proves_it(
    city: SmallCity, tmp_path: object
) -> None:
    rule(city, "retention.particulars", 36)

    first, again = run_job(), run_job()

    assert (first, again) == ({"retention.particulars": 1}, {"retention.particulars": 0})
    assert what_is_kept(city) == PersonEntry()
    with scoped(BUILDER):
        person = Person.objects.get(pk=city.worker.person.pk)
        log = {
            event.kind: event.data
            for event in Event.objects.filter(subject_id=person.pk, subject_type="organisation.person")
        }
        assert (person.name, person.id_index, person.phone_index) == ("青小工", None, None)
    gone = log["organisation.person_erased"]
    assert gone["fields"] == ["id_kind", "id_number", "phone", "sex", "born_on", "ethnicity"]
    assert "江海市总工会档案办法" in gone["ground"]
    assert log["organisation.person_unmasked"] == {}
    with override_settings(SEALING_FOLDER=tmp_path):
        while PendingEvent.objects.using("batch").exists():
            number_settled(using="batch")
        while seal(now=NOW, using="batch"):
            continue
        assert verify(Demands(), using="batch").is_whole


@pytest.mark.parametrize("reason", ["a day too early", "works", "holds a post", "has an account"])
def test_whoever_is_still_needed_is_kept(city: SmallCity, reason: str) -> None:
    rule(city, "retention.particulars", 36)
    before = what_is_kept(city)
    assert city.chair.post is not None
    with scoped(BUILDER):
        if reason == "a day too early":
            leave(city, date(2023, 11, 21))
        elif reason == "works":
            leave(city, None)
        elif reason == "holds a post":
            PostHolding.objects.create(
                post=city.chair.post, person=city.worker.person, from_on=LEFT, kind="deputy", to_on=date(2024, 1, 1)
            )
        else:
            User.objects.filter(person=city.worker.person).update(is_active=True)

    assert run_job() == {"retention.particulars": 0}
    assert what_is_kept(city) == before


def test_the_cells_of_a_sheet_go_and_what_became_of_its_rows_stays(city: SmallCity) -> None:
    assert city.chair.post is not None
    with scoped(BUILDER):
        batches = [
            ImportBatch.objects.create(
                kind="staff",
                filename="人员.xlsx",
                sha256=str(day),
                uploaded_at=start_of_day(day),
                uploaded_by=city.chair.post,
            )
            for day in (date(2026, 5, 19), date(2026, 5, 20))
        ]
        for batch in batches:
            ImportRow.objects.create(
                batch=batch, row_no=2, cells=["张三", "13812345678"], verdict="new", before={"a": 1}, is_done=True
            )
    rule(city, "retention.import_rows", 6)

    assert run_job() == {"retention.import_rows": 1}
    with scoped(BUILDER):
        rows = [(row.cells, row.before, row.verdict) for row in ImportRow.objects.order_by("pk")]
    assert rows == [([], None, "new"), (["张三", "13812345678"], {"a": 1}, "new")]
