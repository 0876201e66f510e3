"""Taking back a roster of people who were known before: each is again exactly as she was, and twice the rows are twice the work."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import connection
from django.test.utils import CaptureQueriesContext

from zhijia.organisation.actions.memberships import withdraw
from zhijia.organisation.models import Person, Roster, RosterRow
from zhijia.organisation.models.rosters import Decision
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, Figure, SmallCity, make_union
from zhijia.services.organising.intake.deciding import decide_by_rule
from zhijia.services.organising.intake.working import enter, undo
from zhijia.services.organising.tests.intakes import HEAD, brought_in, checked, fresh, person_row, sheet, verdicts
from zhijia.trail.models import Event

FEW, MANY = 100, 2000
GROUP, MILL = "织造一组", "江海青禾纺织有限公司"
KNOWN = {
    "学历": "大学本科", "户籍性质": "城镇", "民族": "汉族", "政治面貌": "群众", "农民工": "否", "劳务派遣": "否",
    "新就业形态": "否", "居住地址": "演示县长江路1号", "分会": "", "工作单位": "",
}  # fmt: skip
CHANGES: tuple[dict[str, str], ...] = (
    {"手机号码": "139{n:08d}"},
    {"姓名": "改名{n:04d}"},
    {"学历": "大专", "户籍性质": "农村", "民族": "回族"},
    {"政治面貌": "中共党员", "农民工": "是", "劳务派遣": "是", "新就业形态": "是"},
    {"居住地址": "演示县长江路{n}号"},
    {"分会": GROUP},
    {"工作单位": MILL},
    {
        "姓名": "又改名{n:04d}",
        "手机号码": "137{n:08d}",
        "居住地址": "演示县运河路{n}号",
        "分会": GROUP,
        "工作单位": MILL,
    },
)
ROWS = """
    SELECT 'person', to_jsonb(p) FROM organisation_person p
    UNION ALL SELECT 'membership', to_jsonb(m) FROM organisation_membership m
    UNION ALL SELECT 'employment', to_jsonb(e) FROM organisation_employment e
"""
READ = "SELECT sum(seq_tup_read + idx_tup_fetch)::bigint FROM pg_stat_xact_user_tables"


@dataclass(frozen=True)
class Work:
    """What taking back asked of the database."""

    statements: int
    rows_read: int


def test_whoever_was_changed_is_exactly_as_before_and_twenty_times_the_rows_are_no_more_statements(
    city: SmallCity,
) -> None:
    with scoped(BUILDER):
        make_union(GROUP, parent=city.mill_union, kind=UnionKind.GROUP)
    figure = city.county_cadre

    few = taken_back(figure, first=1, count=FEW)
    many = taken_back(figure, first=1 + FEW, count=MANY)

    assert many.statements == few.statements
    assert many.rows_read / MANY < 3 * few.rows_read / FEW, (few, many)


def test_what_a_later_roster_wrote_and_took_back_keeps_nobody_from_being_taken_back(city: SmallCity) -> None:
    """Three rosters taken back from the last to the first; only whom somebody has changed by hand meanwhile stays with both."""
    figure, phones = city.county_cadre, (f"139{n:08d}" for n in range(99))
    brought_in(figure, sheet([person_row(1)]))
    before = everything()
    rosters = [
        brought_in(figure, sheet([person_row(n, 手机号码=next(phones)) for n in people]))
        for people in ((1, 2, 3), (1, 2, 3), (2, 1))
    ]
    with scoped(figure.actor):
        touched = Person.objects.get(name="会员0003")
        withdraw(figure.actor, touched.memberships.get(), on=TODAY, application="书面申请一份", now=NOW)

    for roster in reversed(rosters):
        undo(roster.pk, figure.actor, now=NOW)

    with scoped(BUILDER):
        kept = RosterRow.objects.filter(is_done=True, roster__in=rosters).values_list("roster", "person_id")
        assert {*kept} == {(rosters[0].pk, touched.pk), (rosters[1].pk, touched.pk)}
        assert not Person.objects.filter(name="会员0002").exists()
    assert {key: row for key, row in everything().items() if key in before} == before


def taken_back(figure: Figure, *, first: int, count: int) -> Work:
    """So many people come in, are changed by a second roster, and this is taken back."""
    head, people = (*HEAD, *KNOWN), range(first, first + count)
    brought_in(figure, sheet([person_row(n, **KNOWN) for n in people], head=head))
    before = everything()
    roster = checked(figure, sheet([person_row(n, **KNOWN | changes_of(n)) for n in people], head=head))
    assert {*verdicts(roster)} == {"changed", "conflict"}
    with scoped(figure.actor):
        decide_by_rule(roster, figure.actor, "name_differs", Decision.TAKE, now=NOW)
    enter(roster.pk, figure.actor, now=NOW)
    assert_all_changed(roster, before, count)

    with scoped(BUILDER):
        read_before = rows_read()
    with CaptureQueriesContext(connection) as asked:
        undo(roster.pk, figure.actor, now=NOW)
    with scoped(BUILDER):
        work = Work(len(asked), rows_read() - read_before)
        told = Event.objects.filter(kind="organisation.member_import_undone", data__roster=roster.pk)
        assert told.values("subject_id").distinct().count() == told.count() == count
        assert not roster.rows.filter(is_done=True).exists()
    assert fresh(roster).state == "undone"
    assert everything() == before
    return work


def changes_of(n: int) -> dict[str, str]:
    return {head: words.format(n=n) for head, words in CHANGES[n % len(CHANGES)].items()}


def assert_all_changed(roster: Roster, before: Mapping[tuple[str, int], object], count: int) -> None:
    """Every row changed something, or the comparison afterwards would prove nothing."""
    after = everything()
    with scoped(BUILDER):
        people = dict(roster.rows.values_list("person_id", "row_no"))
        assert len(people) == count
        touched = {
            row["id"] if table == "person" else row["person_id"]
            for (table, pk), row in after.items()
            if before.get((table, pk)) != row
        }
        assert {*people} <= touched
        assert Person.objects.filter(pk__in=list(people), name__contains="改名").count() == sum(
            "姓名" in CHANGES[n % len(CHANGES)] for n in range(count)
        )


def everything() -> dict[tuple[str, int], dict[str, object]]:
    """Every column of every person, membership and employment, as it lies in the tables."""
    with scoped(BUILDER), connection.cursor() as cursor:
        cursor.execute(ROWS.replace("to_jsonb", "row_to_json"))
        return {(table, row["id"]): row for table, row in cursor.fetchall()}


def rows_read() -> int:
    with connection.cursor() as cursor:
        cursor.execute(READ)
        return int(cursor.fetchone()[0])
