"""How fast a roster of members comes in, end to end: kept, read, checked against everybody, entered with events and results.

At the scale of the demo city the people are taken out again, in the large city those of the workbook. Whoever a later roster
changed stays, as anybody who was used since; the acts of all stay in the log.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from django.db import connections, transaction
from django.db.models import Sum
from django.utils import timezone
from psycopg import Cursor

from zhijia.lib.spreadsheets import SheetToWrite, write_workbook
from zhijia.organisation.models import City, OverrideKind, ParameterOverride, Post, Roster, RosterRow, User
from zhijia.organisation.overrides import law_place
from zhijia.organisation.rosters.quota import MATCHES
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.organising.intake.uploading import Confirmed, confirm_mapping, upload_roster
from zhijia.site.bench.city.rosters import HEAD, Row, as_sheet, roster_rows
from zhijia.site.bench.figures import Figure
from zhijia.site.bench.pace import Pace
from zhijia.site.bench.run import Run
from zhijia.site.bench.worker import Ask, worker

WHO = "city.organising"
JOB = "zhijia.services.organising.jobs.work_on_roster"
FIRST_LOAD, AGAIN, WORKBOOK, BACK = 12_000, 20_000, 8_000, 8_000
PHONE, EDUCATION, ADDRESS = (HEAD.index(head) for head in ("手机号码", "学历", "居住地址"))
MOST_MEMORY = 1.5
NAME = "测速名册"
PART = 4 * 1024 * 1024
TAKES = 15
"""How often the pace is taken before and after a step; meanwhile its own processes would slow the loop."""
BARE = f"CREATE UNLOGGED TABLE bench_bare ({', '.join(f'c{at} text' for at in range(len(HEAD)))})"


@dataclass(frozen=True, slots=True)
class Came:
    """A roster that came in: its rows, the seconds by the clock, how slow the machine was, and what each step took."""

    roster: int
    rows: int
    seconds: float
    slowness: float
    steps: str

    def figure(self, name: str, *, least: int, copied: float) -> Figure:
        """Rows a second at the reference pace; the note says how many times it took as long as to copy a row."""
        rate = self.rows / self.seconds
        clock = f"{rate:,.0f} / s, machine × {self.slowness:.1f}"
        note = f"{self.rows:,} rows: {self.steps}; × {self.seconds / self.rows / copied:.0f} of COPY"
        return Figure(name, rate * self.slowness, "rows/s", least, is_floor=True, clock=clock, note=note)


def measure_intake(run: Run) -> Iterator[Figure]:
    """The same rows by COPY into a bare table, then as a roster, then once more; others as a workbook."""
    actor, first = load_actor(User.objects.get(username=WHO), today=run.today), _free_number()
    sheet = as_sheet(roster_rows(run.rows, first=first))
    copied = _copy(sheet) / run.rows
    yield Figure("COPY of the same rows into a bare table", 1 / copied, "rows/s")
    few = max(run.rows // 5, 1)
    came = []
    with _everybody_may_be_matched(), worker(JOB, database=connections["default"].settings_dict["NAME"]) as (ask, peak):
        came.append(_bring_in(sheet, actor, ask))
        yield came[-1].figure("roster, first load", least=FIRST_LOAD, copied=copied)
        came.append(_bring_in(sheet + b"\r\n", actor, ask))
        yield came[-1].figure("the same rows again", least=AGAIN, copied=copied)
        book = write_workbook([SheetToWrite("会员名册", list(HEAD), roster_rows(few, first=first + run.rows))])
        came.append(_bring_in(book, actor, ask))
        yield came[-1].figure("roster, .xlsx", least=WORKBOOK, copied=copied)
        yield _restored(actor, ask, first=first + run.rows + few, count=few)
        memory = peak.most / 2**30
        first_load, *later = came
        yield _take_back(first_load if run.takes_back else later.pop(), actor, ask)
        if run.takes_back:
            for roster in later:
                ask(roster_id=roster.roster, user_id=actor.user_id, verb="undo")
    yield Figure("memory of the working processes, at most", memory, "GiB", MOST_MEMORY)


def _bring_in(content: bytes, actor: Actor, ask: Ask, *, expected: Sequence[str] = ("new", "same")) -> Came:
    """Upload and columns as the pages do it, everything else as the job does. RuntimeError for a row that was not expected."""
    pace = Pace()
    _take(pace)
    begun, took = perf_counter(), {}
    with scoped(actor):
        parts = [content[at : at + PART] for at in range(0, len(content), PART)]
        roster = upload_roster(actor, filename=NAME, parts=parts, now=timezone.now())
    took["kept"] = perf_counter() - begun
    given = {"roster_id": roster.pk, "user_id": actor.user_id}
    took["read"] = ask(**given, verb="read")
    with scoped(actor):
        roster.refresh_from_db()
        confirm_mapping(roster, actor, Confirmed(roster.mapping), now=timezone.now())
    took["checked"] = ask(**given, verb="check")
    took["entered"] = ask(**given, verb="enter")
    _take(pace)
    with scoped(actor):
        roster.refresh_from_db()
        odd = RosterRow.objects.filter(roster=roster).exclude(verdict__in=expected).count()
    if roster.state != "applied" or odd:
        raise RuntimeError(f"roster {roster.pk} is {roster.state} ({roster.problem}), {odd} rows are not {expected}")
    steps = ", ".join(f"{step} {seconds:.1f} s" for step, seconds in took.items())
    return Came(roster.pk, roster.total, sum(took.values()), pace.slowness, steps)


def _restored(actor: Actor, ask: Ask, *, first: int, count: int) -> Figure:
    """How fast so many people whom a roster changed are again as they were."""
    _bring_in(as_sheet(roster_rows(count, first=first)), actor, ask)
    later = as_sheet(map(_later, roster_rows(count, first=first)))
    return _take_back(
        _bring_in(later, actor, ask, expected=("changed",)), actor, ask, name="changes of a roster, taken back"
    )


def _later(row: Row) -> Row:
    """The same person with another phone, education and address."""
    values = list(row)
    values[PHONE], values[EDUCATION], values[ADDRESS] = f"15{row[PHONE][2:]}", "大专", f"{row[ADDRESS]}东"
    return tuple(values)


def _take_back(
    came: Came, actor: Actor, ask: Ask, *, name: str = "roster, taken back", least: int | None = BACK
) -> Figure:
    """How fast its people go again, or are as before. RuntimeError for a row that was not taken back."""
    pace = Pace()
    _take(pace)
    seconds = ask(roster_id=came.roster, user_id=actor.user_id, verb="undo")
    _take(pace)
    with scoped(actor):
        roster = Roster.objects.get(pk=came.roster)
        kept = RosterRow.objects.filter(roster=roster, is_done=True).count()
    if roster.state != "undone" or kept:
        raise RuntimeError(f"roster {roster.pk} is {roster.state} ({roster.problem}), {kept} rows were not taken back")
    rate = came.rows / seconds
    clock = f"{rate:,.0f} / s, machine × {pace.slowness:.1f}"
    note = f"{came.rows:,} rows in {seconds:.1f} s"
    return Figure(name, rate * pace.slowness, "rows/s", least, is_floor=True, clock=clock, note=note)


def _take(pace: Pace) -> None:
    for _ in range(TAKES):
        pace.take()


def _free_number() -> int:
    """The first person whom no roster of the bench brought in yet."""
    rows = Roster.objects.using("batch").filter(filename=NAME).aggregate(n=Sum("total"))["n"]
    return rows or 0


def _copy(sheet: bytes) -> float:
    """Seconds that the server takes for the sheet alone."""
    with transaction.atomic(using="owner"), Cursor(connections["owner"].connection) as cursor:
        cursor.execute(BARE)
        begun = perf_counter()
        with cursor.copy("COPY bench_bare FROM STDIN (FORMAT csv)") as copy:
            copy.write(sheet)
        took = perf_counter() - begun
        cursor.execute("DROP TABLE bench_bare")
    return took


@contextmanager
def _everybody_may_be_matched() -> Iterator[None]:
    """A city raises what a post may have matched in a day before it brings in everybody."""
    place, post = City.objects.using("batch").get().place, Post.objects.using("batch").order_by("pk")[0]
    raised = ParameterOverride.objects.using("batch").create(
        kind=OverrideKind.TEXT,
        key=MATCHES,
        place=law_place(place),
        value=10**9,
        unit="person",
        from_on=date(2026, 1, 1),
        reason=NAME,
        source=NAME,
        entered_by=post,
        entered_at=timezone.now(),
    )
    try:
        yield
    finally:
        raised.delete(using="batch")
