"""The casework of the bench city: the tasks of the demo plan again and again, each led by another post, with their log.

Half of the copies belong to the union that leads them, as a bargaining does; half to the city that issued them, shared
with whoever leads. The n-th copy has the id `FIRST` + n, so has its task; two hundred of them make a plan.
"""

import psycopg

from zhijia.site.bench.city.multiplying import copy_rows

# ruff: noqa: S608 - every name and number in this SQL is written here

FIRST = 10_000_000
TASKS_OF_A_PLAN = 200
TABLES = (
    "cases_case",
    "cases_caseshare",
    "cases_awaits",
    "cases_clock",
    "plans_plandocument",
    "plans_task",
    "trail_event",
    "documents_attachment",
)

# Whoever holds a post of a chair or cadre leads; the departments of the city and the counties issue and verify.
POSTS = """
CREATE TEMPORARY TABLE bench_lead ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY md5(p.id::text)) - 1 AS nth, p.id AS post_id, u.id AS union_id, u.path,
       left(u.name || ' · ' || p.title, 200) AS label
  FROM organisation_post p JOIN organisation_union u ON u.id = p.union_id
 WHERE p.role IN ('chair', 'cadre')
   AND EXISTS (SELECT FROM organisation_postholding h WHERE h.post_id = p.id AND h.to_on IS NULL);
CREATE TEMPORARY TABLE bench_issuer ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY p.id) - 1 AS nth, p.id AS post_id, u.id AS union_id, u.path
  FROM organisation_post p JOIN organisation_union u ON u.id = p.union_id
 WHERE u.depth < 2 AND p.role IN ('dept_head', 'research', 'cadre');
"""
COPIES = f"""
CREATE TEMPORARY TABLE bench_copy ON COMMIT DROP AS
WITH copy AS (
    SELECT row_number() OVER (ORDER BY k, c.id) AS nth, c.id AS old_id, c.last_event_id AS old_event,
           t.lead_id AS old_lead, t.assigner_id AS old_issuer
      FROM cases_case c JOIN plans_task t ON t.case_id = c.id CROSS JOIN generate_series(1, %(cases)s) AS k
     WHERE t.lead_id IS NOT NULL AND c.state <> 'returned' AND k <= %(cases)s / 10
     ORDER BY 1 LIMIT %(cases)s
)
SELECT copy.*, {FIRST} + copy.nth AS id, copy.nth %% 2 = 0 AS is_own, (copy.nth %% 41)::int AS later,
       l.post_id, l.union_id, l.path, l.label, i.post_id AS issuer_id, i.union_id AS issuer_union_id,
       i.path AS issuer_path
  FROM copy
  JOIN bench_lead l ON l.nth = copy.nth %% (SELECT count(*) FROM bench_lead)
  JOIN bench_issuer i ON i.nth = copy.nth %% (SELECT count(*) FROM bench_issuer);
CREATE INDEX ON bench_copy (old_id);
ANALYZE bench_copy;
CREATE TEMPORARY TABLE bench_event ON COMMIT DROP AS
SELECT e.id AS old_id, b.id AS case_id, {FIRST} + row_number() OVER (ORDER BY b.nth, e.id) AS id
  FROM bench_copy b JOIN trail_event e ON e.subject_type = 'cases.case' AND e.subject_id = b.old_id;
CREATE INDEX ON bench_event (case_id, old_id);
ANALYZE bench_event;
"""
CASE_PATH = "CASE WHEN b.is_own THEN b.path ELSE t.path END"
WORDS = f"INSERT INTO cases_words SELECT id, cases_bigrams(number || ' ' || title) FROM cases_case WHERE id > {FIRST}"
SHARES = """
INSERT INTO cases_caseshare (case_id, union_id, party, path)
SELECT id, union_id, '', path FROM bench_copy WHERE NOT is_own
"""
SIGHT = f"UPDATE cases_case c SET seen_from = cases_case_seen_from(c) WHERE id > {FIRST}"
OF_COPY = "JOIN bench_copy b ON b.old_id ="


def multiply_casework(cursor: psycopg.Cursor, *, cases: int, events: int) -> None:
    """Add so many cases, each with task, clocks, a file and what it awaits, and fill the log to so many events."""
    cursor.execute(POSTS)
    cursor.execute(COPIES, {"cases": cases})
    _add_cases(cursor)
    cursor.execute(SHARES)
    cursor.execute(SIGHT)
    cursor.execute(WORDS)
    _add_awaits(cursor)
    _add_clocks(cursor)
    _add_tasks(cursor, cases=cases)
    _add_files(cursor)
    _add_events(cursor, most=events)


def _add_cases(cursor: psycopg.Cursor) -> None:
    copied = {
        "id": "b.id",
        "number": "left(t.number, 3) || 'B' || b.nth",
        "title": "left('（' || b.nth || '）' || t.title, 300)",
        "union_id": "CASE WHEN b.is_own THEN b.union_id ELSE t.union_id END",
        "path": CASE_PATH,
        "due_on": "t.due_on + b.later",
        "last_event_id": "e.id",
        "seen_from": "NULL",
    }
    last = "JOIN bench_event e ON e.case_id = b.id AND e.old_id = b.old_event"
    copy_rows(cursor, "cases_case", copied, source=f"cases_case t {OF_COPY} t.id {last}")


def _add_awaits(cursor: psycopg.Cursor) -> None:
    """The lead of the original becomes the lead of the copy, its issuer the issuer."""
    by_post = {}
    for column in ("post_id", "union_id", "path"):
        issuer = f"b.issuer_{column.removeprefix('post_')}" if column == "post_id" else f"b.issuer_{column}"
        by_post[column] = (
            f"CASE t.post_id WHEN b.old_lead THEN b.{column} WHEN b.old_issuer THEN {issuer} ELSE t.{column} END"
        )
    copied = {"case_id": "b.id", "due_on": "t.due_on + b.later", "person_id": "NULL"} | by_post
    copy_rows(cursor, "cases_awaits", copied, source=f"cases_awaits t {OF_COPY} t.case_id ORDER BY b.nth")


def _add_clocks(cursor: psycopg.Cursor) -> None:
    """All of them run, also those of finished work: the sweep then has two for each case. The overdue ones are noted."""
    copied = {
        "case_id": "b.id",
        "path": CASE_PATH,
        "promised_on": "t.promised_on + b.later",
        "due_on": "t.due_on + b.later",
        "due_at": "t.due_at + b.later * interval '1 day'",
        "state": "'running'",
        "ended_on": "NULL",
        "overdue_seen_on": "CASE WHEN t.due_on + b.later < current_date THEN current_date END",
    }
    newest = "(SELECT DISTINCT ON (case_id, name) * FROM cases_clock ORDER BY case_id, name, id DESC) t"
    copy_rows(cursor, "cases_clock", copied, source=f"{newest} {OF_COPY} t.case_id ORDER BY b.nth")


def _add_tasks(cursor: psycopg.Cursor, *, cases: int) -> None:
    plan = {"id": f"{FIRST} + k", "title": "t.title || k", "doc_number": "''"}
    plans = f"plans_plandocument t CROSS JOIN generate_series(0, {cases // TASKS_OF_A_PLAN}) AS k"
    copy_rows(cursor, "plans_plandocument", plan, source=f"{plans} WHERE t.id = (SELECT min(plan_id) FROM plans_task)")
    copied = {
        "id": "b.id",
        "case_id": "b.id",
        "plan_id": f"{FIRST} + b.nth / {TASKS_OF_A_PLAN}",
        "node_id": "NULL",
        "due_on": "t.due_on + b.later",
        "assigner_id": "b.issuer_id",
        "lead_id": "b.post_id",
        "lead_union_id": "b.union_id",
        "lead_label": "b.label",
        "path": CASE_PATH,
    }
    copy_rows(cursor, "plans_task", copied, source=f"plans_task t {OF_COPY} t.case_id")
    state = {"task_id": "b.id", "due_on": "t.due_on + b.later", "lead_union_id": "b.union_id"}
    of_task = f"plans_taskstate t JOIN plans_task o ON o.id = t.task_id {OF_COPY} o.case_id"
    copy_rows(cursor, "plans_taskstate", state, source=f"{of_task} WHERE t.to_on IS NULL")


def _add_files(cursor: psycopg.Cursor) -> None:
    """One for each case, all with the bytes of the first of the demo city."""
    one = "(SELECT * FROM documents_attachment ORDER BY id LIMIT 1) t"
    of_copies = "bench_copy b JOIN cases_case c ON c.id = b.id ORDER BY b.nth"
    copied = {"case_id": "c.id", "path": "c.path", "seen_from": "c.seen_from"}
    copy_rows(cursor, "documents_attachment", copied, source=f"{one} CROSS JOIN {of_copies}")


def _add_events(cursor: psycopg.Cursor, *, most: int) -> None:
    """The acts of the originals, and reports of progress until the log is as long as it should be."""
    copied = {"id": "c.id", "subject_id": "c.case_id"}
    copy_rows(cursor, "trail_event", copied, source="trail_event t JOIN bench_event c ON c.old_id = t.id ORDER BY c.id")
    cursor.execute("SELECT count(*), max(id) FROM trail_event")
    present, last = cursor.fetchone() or (0, 0)
    report = {"id": f"{last} + row_number() OVER ()", "subject_id": "b.id", "at": "t.at - k * interval '1 hour'"}
    one = "(SELECT * FROM trail_event WHERE kind = 'plans.task_progress' ORDER BY id LIMIT 1) t"
    times = f"CROSS JOIN generate_series(1, 100) AS k CROSS JOIN bench_copy b LIMIT {max(0, most - present)}"
    copy_rows(cursor, "trail_event", report, source=f"{one} {times}")
