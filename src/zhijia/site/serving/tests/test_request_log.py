"""Requests are logged day by day and kept as long as the law says."""

import logging
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import LazySettings

from zhijia.lib.shanghai import SHANGHAI
from zhijia.organisation.actions.law import NewOverride, override_parameter
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import NOW, build_small_city
from zhijia.site.jobs import remove_old_logs
from zhijia.site.serving.request_log import DailyFile


def record_at(moment: datetime, words: str) -> logging.LogRecord:
    record = logging.LogRecord("gunicorn.access", logging.INFO, "", 0, words, None, None)
    record.created = moment.timestamp()
    return record


def test_each_day_has_a_file_of_its_own_that_begins_at_midnight_in_shanghai(tmp_path: Path) -> None:
    log = DailyFile(str(tmp_path / "log"))
    for hour, minute, day in ((23, 59, 25), (0, 0, 26), (0, 1, 26)):
        log.emit(record_at(datetime(2026, 11, day, hour, minute, tzinfo=SHANGHAI), f"{hour}:{minute:02d}"))
    log.close()

    found = {path.name: path.read_text() for path in (tmp_path / "log").iterdir()}

    assert found == {"access-2026-11-25.log": "23:59\n", "access-2026-11-26.log": "0:00\n0:01\n"}


@pytest.mark.parametrize(
    ("corrected", "kept"),
    [(None, ["2026-05-20", "2026-11-20"]), (12, ["2026-05-19", "2026-05-20", "2026-11-20"])],
)
def test_logs_are_kept_for_six_months_or_as_long_as_the_city_says(
    db: None, tmp_path: Path, settings: LazySettings, corrected: int | None, kept: list[str]
) -> None:
    """《中华人民共和国网络安全法》第二十一条: not less than six months."""
    settings.HOME = tmp_path
    city = build_small_city()
    if corrected:
        leader = city.leader.actor
        with scoped(leader):
            override_parameter(
                leader,
                NewOverride(
                    key="log.retention",
                    value=corrected,
                    from_on=date(2026, 1, 1),
                    to_on=None,
                    reason="市网信办要求",
                    source="演示通知",
                ),
                now=datetime(2025, 12, 31, tzinfo=UTC),
            )
    folder = tmp_path / "log"
    folder.mkdir()
    for day in ("2024-01-01", "2026-05-19", "2026-05-20", "2026-11-20"):
        (folder / f"access-{day}.log").write_text("")

    remove_old_logs(int(NOW.timestamp()))

    assert sorted(path.stem.removeprefix("access-") for path in folder.iterdir()) == kept
