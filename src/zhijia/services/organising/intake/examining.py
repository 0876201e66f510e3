"""A piece, examined: everything that can be said of its rows without the register, and what they name in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from zhijia.organisation.checks import CheckContext
from zhijia.organisation.models import Roster, Union
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.checking import Yardstick, checked
from zhijia.services.organising.intake.places import PLACES, placed
from zhijia.services.organising.intake.sealing import indexed
from zhijia.services.organising.intake.tidying import read_frame, tidy_frame


@dataclass(frozen=True, slots=True)
class Examiner:
    """One importer's view of one roster on one day."""

    actor: Actor
    now: datetime
    mapping: Mapping[str, int]
    union: Union | None
    approved_on: date | None
    yardstick: Yardstick

    @classmethod
    def of(cls, roster: Roster, actor: Actor, *, now: datetime) -> "Examiner":
        place = actor.post.place if actor.post else ""
        yardstick = Yardstick.of(CheckContext.at(now), place)
        return cls(actor, now, roster.mapping, roster.union, roster.approved_on, yardstick)

    def examine(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The rows in codes, days and ids, with their findings and the indexes of their numbers."""
        rows = self._dated(read_frame(tidy_frame(frame, self.mapping)))
        return indexed(self._placed(checked(rows, self.yardstick)))

    def examine_again(self, examined: pl.DataFrame) -> pl.DataFrame:
        """Rows that were examined by the same yardstick: only the unions and employers that they name may have changed since."""
        return self._placed(examined.drop(PLACES))

    def _placed(self, rows: pl.DataFrame) -> pl.DataFrame:
        return placed(rows, self.actor, self.union)

    def _dated(self, rows: pl.DataFrame) -> pl.DataFrame:
        """A membership begins on the day of its approval where only one of the two is given."""
        default = pl.lit(self.approved_on, dtype=pl.Date)
        since = pl.coalesce("from_on", "approved_on", default)
        return rows.with_columns(since.alias("from_on")).with_columns(
            pl.coalesce("approved_on", pl.min_horizontal(default, "from_on"), "from_on").alias("approved_on")
        )
