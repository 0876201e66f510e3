"""The casework of the bench city: the tasks of the demo plan again and again, each led by another post, with their log.

Half of the copies belong to the union that leads them, as a bargaining does; half to the city that issued them, shared
with whoever leads. Every copy has the acts of its original in the log, and monthly reports besides.
"""

from django.db.backends.utils import CursorWrapper

from zhijia.site.bench.city.multiplying import copy_rows

STRIDE = 10_000_000
TABLES = (
    "cases_case",
    "cases_caseshare",
    "cases_awaits",
    "cases_clock",
    "plans_task",
    "trail_event",
)
TASKS_OF_A_PLAN = 200
WITH_LEAD = "c.state NOT IN ('unassigned', 'returned')"

# Which copies there are, and which post leads each. Ids count on from the originals' own.
COPIES = """
CREATE TEMPORARY TABLE bench_lead ON COMMIT DROP AS
SELECT row_number() OVER (ORDER BY md5(p.id::text)) - 1 AS nth, p.id AS post_id, p.union_id, u.path,
       left(u.name || ' · ' || p.title, 200) AS label
  FROM organisation_post p JOIN organisation_union u ON u.id = p.union_id
 WHERE p.role IN ('chair', 'cadre') AND EXISTS (SELECT FROM organisation_postholding h WHERE h.post_id = p.id AND h.to_on IS NULL);
CREATE UNIQUE INDEX ON bench_lead (nth);
CREATE TEMPORARY TABLE bench_case ON COMMIT DROP AS
SELECT c.id AS old_id, t.id AS old_task, c.last_event_id AS old_event, k,
       row_number() OVER (ORDER BY k, c.id) AS nth
  FROM cases_case c JOIN plans_task t ON t.case_id = c.id CROSS JOIN generate_series(1, %(times)s) AS k
 WHERE c.kind = 'plans.task' AND c.state NOT IN ('unassigned', 'returned');
CREATE TEMPORARY TABLE bench_copy ON COMMIT DROP AS
SELECT b.*, %(stride)s + b.nth AS id, l.post_id, l.union_id, l.path, l.label, b.nth %% 2 = 0 AS is_own
  FROM bench_case b
  JOIN bench_lead l ON l.nth = b.nth %% (SELECT count(*) FROM bench_lead)
 WHERE b.nth <= %(cases)s;
CREATE UNIQUE INDEX ON bench_copy (old_id, k);
ANALYZE bench_copy;
"""
