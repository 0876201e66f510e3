"""The log of requests: a file for each day, kept as long as the law says (`log.retention`)."""

import logging
from datetime import date, datetime
from pathlib import Path

from zhijia.lib.shanghai import SHANGHAI

NAME = "access-{day}.log"


class DailyFile(logging.FileHandler):
    """Appends to the file of the day on which a request was answered. Every process does; none renames what another writes."""

    def __init__(self, folder: str) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        super().__init__(self._file_of(datetime.now(SHANGHAI).timestamp()), encoding="utf-8", delay=True)

    def emit(self, record: logging.LogRecord) -> None:
        path = self._file_of(record.created)
        if path != self.baseFilename:
            self.close()
            self.baseFilename = path
        super().emit(record)

    def _file_of(self, moment: float) -> str:
        day = datetime.fromtimestamp(moment, SHANGHAI).date()
        return str(self.folder.absolute() / NAME.format(day=day.isoformat()))


def remove_before(folder: Path, first_kept: date) -> list[str]:
    """Remove the files of earlier days and name them."""
    kept = NAME.format(day=first_kept.isoformat())
    old = sorted(path for path in folder.glob(NAME.format(day="*")) if path.name < kept)
    for path in old:
        path.unlink(missing_ok=True)
    return [path.name for path in old]
