"""Terms of table C on real days: what starts them, the last day in time, and how hard lateness bites."""

TERMS = [
    # rule, parameter, started by, last day in time, severity
    ("CB-003", "bargaining.reply", "2007-09-17", "2007-10-08", "warn"),  # 7 October is Golden Week
    ("CB-003", "bargaining.reply", "2026-09-15", "2026-10-08", "warn"),  # 5 October is Golden Week
    ("CB-003", "bargaining.reply", "2026-11-06", "2026-11-26", "warn"),
    ("CB-020", "bargaining.vacancy", "2026-01-31", "2026-02-24", "warn"),  # the 15th is New Year's Eve
    ("CB-051", "contract.filing", "2026-06-12", "2026-06-22", "warn"),
    ("CB-051", "contract.filing", "2024-02-19", "2024-02-29", "warn"),  # leap day
    ("CB-051", "contract.filing", "2025-12-22", "2026-01-04", "warn"),  # over the year to a make-up Sunday
    ("CB-056", "contract.review", "2026-09-21", "2026-10-08", "warn"),
    ("CB-056", "contract.review", "2007-09-17", "2007-10-08", "warn"),
    ("CB-060", "contract.publication", "2026-06-12", "2026-06-17", "warn"),
    ("CB-060", "contract.publication.wage", "2026-09-27", "2026-10-08", "warn"),
    ("CB-062", "contract.wage_round", "2024-02-29", "2025-02-28", "warn"),
    ("CB-067", "contract.inspection", "2025-08-31", "2026-02-28", "warn"),
    ("CB-068", "contract.report", "2025-06-12", "2026-06-12", "warn"),
    ("CB-073", "bargaining.coordination", "2026-09-01", "2026-10-08", "warn"),
    ("LS-02", "supervision.opinion.reply", "2026-09-11", "2026-10-09", "warn"),  # a make-up Sunday, two long holidays
    ("LS-02", "supervision.opinion.reply", "2025-12-24", "2026-01-15", "warn"),
    ("LS-05", "supervision.recommendation.filing", "2026-09-28", "2026-10-10", "warn"),  # a make-up Saturday
    ("LS-06", "supervision.inspection", "2026-09-01", "2026-11-30", "info"),
    ("LS-07", "supervision.limitation", "2024-02-29", "2026-02-28", "warn"),
    ("LS-11", "supervision.wage_report.filing", "2026-09-22", "2026-10-09", "warn"),
    ("LS-11", "supervision.wage_report.closing", "2026-09-01", "2026-10-08", "warn"),
    ("WC-029", "congress.result.published", "2026-09-24", "2026-10-09", "warn"),  # over Mid-autumn and National Day
    ("WC-030", "congress.result.reported", "2026-11-27", "2026-12-08", "warn"),
]
BACKWARD = [
    # rule, parameter, the event, last day in time before it
    ("CB-030", "bargaining.data", "2026-02-24", "2026-02-14", "warn"),  # through Spring Festival to a make-up Saturday
    ("CB-030", "bargaining.data", "2026-05-11", "2026-05-06", "warn"),
    ("CB-072", "layoff.notice", "2026-03-20", "2026-02-14", "warn"),
    ("WC-016", "congress.delivery", "2026-10-12", "2026-09-30", "warn"),  # the 5th is Golden Week
]
EXTENDED = [
    # rule, term, extension, started by, last day with the whole extension
    ("CB-073", "bargaining.coordination", "bargaining.coordination.extension", "2026-09-01", "2026-10-16"),
    ("LS-06", "supervision.inspection", "supervision.inspection.extension", "2026-09-01", "2027-01-11"),
    ("LS-11", "supervision.wage_report.closing", "supervision.wage_report.extension", "2026-09-01", "2026-11-02"),
]
