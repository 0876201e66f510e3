"""Days are days in Asia/Shanghai; moments are stored in UTC. The two meet here and nowhere else."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(moment: datetime) -> date:
    """The day in Shanghai on which an aware moment falls. A naive moment is a ValueError."""
    if moment.tzinfo is None:
        raise ValueError(f"naive moment {moment!r}: a day in Shanghai needs a time zone")
    return moment.astimezone(SHANGHAI).date()


def start_of_day(day: date) -> datetime:
    """00:00:00 in Shanghai of that day, in UTC."""
    return datetime.combine(day, time.min, tzinfo=SHANGHAI).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """The last microsecond of that day in Shanghai, in UTC: a term is over when `now > end_of_day(due)`."""
    return start_of_day(day + timedelta(days=1)) - timedelta(microseconds=1)
