"""Numbers and shares of table C: on a real day, a fact that keeps the rule, one that breaks it, and how hard it bites."""

from fractions import Fraction

NUMBERS = [
    # rule, parameter, asked on, kept by, broken by, severity
    ("CB-010", "bargaining.negotiators.least", "2007-06-18", 3, 2, "block"),
    ("CB-012", "bargaining.chief.count", "2026-04-08", 1, 2, "block"),
    ("CB-050", "contract.filing.copies", "2026-06-15", 3, 2, "warn"),
    ("FL-02", "wage.overtime.workday", "2007-06-18", Fraction(3, 2), Fraction(149, 100), "block"),
    ("FL-02", "wage.overtime.rest_day", "2026-09-26", 2, Fraction(199, 100), "block"),
    ("FL-02", "wage.overtime.holiday", "2026-10-01", 3, Fraction(299, 100), "block"),
    ("FL-03", "hours.overtime.day", "2026-09-29", 1, 2, "block"),
    ("FL-03", "hours.overtime.special_day", "2026-09-29", 3, 4, "block"),
    ("FL-03", "hours.overtime.month", "2026-09-30", 36, 37, "block"),
    ("FL-04", "hours.day", "2026-09-29", 8, 9, "warn"),
    ("FL-04", "hours.week", "2026-09-29", 40, 41, "warn"),
    ("HD-B13", "hours.rest_day", "2026-09-29", 1, 0, "warn"),
    ("FL-05", "wage.cycle", "2026-05-27", 1, 2, "block"),
    ("FL-08", "wage.deferral", "2026-05-27", 30, 31, "block"),
    ("FL-09", "maternity.leave", "2012-04-28", 98, 97, "block"),
    ("FL-09", "maternity.leave", "2012-04-27", 90, 89, "block"),
    ("FL-09", "maternity.difficult", "2026-02-28", 15, 14, "block"),
    ("FL-09", "maternity.further_child", "2026-02-28", 15, 14, "block"),
    ("FL-09", "maternity.miscarriage.early", "2026-02-28", 15, 14, "block"),
    ("FL-09", "maternity.miscarriage.late", "2026-02-28", 42, 41, "block"),
    ("FL-10", "maternity.nursing.hour", "2026-02-28", 1, 0, "block"),
    ("LS-01", "supervision.investigators", "2020-07-31", 2, 1, "block"),
]
SHARES = [
    # rule, parameter, asked on, part and whole that keep it, part and whole that break it, severity
    ("CB-015", "bargaining.outsiders", "2026-04-08", (1, 3), (2, 5), "block"),
    ("CB-018", "bargaining.consent", "2026-04-08", (41, 80), (40, 80), "block"),
    ("CB-042", "contract.quorum", "2007-06-18", (40, 60), (39, 60), "block"),
    ("CB-042", "contract.quorum", "2026-06-12", (41, 61), (40, 61), "block"),
    ("CB-043", "contract.majority", "2026-06-12", (31, 60), (30, 60), "block"),
    ("CB-043", "contract.majority", "2012-02-12", (30, 60), (29, 60), "block"),
    ("FL-06", "wage.sick", "2026-05-27", (199_200, 249_000), (199_199, 249_000), "block"),
    ("FL-06", "wage.idle", "2026-10-08", (199_200, 249_000), (199_199, 249_000), "block"),
    ("FL-07", "wage.quota", "2026-05-27", (90, 100), (89, 100), "block"),
    ("WC-015", "congress.request", "2026-06-01", (20, 60), (19, 60), "block"),
    ("WC-018", "congress.quorum", "2026-06-12", (40, 60), (39, 60), "block"),
    ("WC-019", "congress.majority", "2026-06-12", (31, 60), (30, 60), "block"),
]
THRESHOLDS = [
    # rule, parameter, asked on, reached by, not reached by
    ("CB-072", "layoff.people", "2026-09-01", (20, 1), (19, 1)),
    ("CB-072", "layoff.share", "2026-09-01", (12, 120), (11, 120)),
    ("FL-10", "maternity.protected.month", "2026-02-28", (7, 1), (6, 1)),
    ("FL-10", "maternity.nursing.months", "2026-02-28", (11, 1), (12, 1)),
    ("LS-08", "supervision.committee.members", "2026-09-25", (25, 1), (24, 1)),
    ("LS-09", "union.women_committee.members", "2026-09-25", (10, 1), (9, 1)),
]
