"""How the things behind a number are shown in its list: services say it once for each kind of thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One thing in a list: its name, the page about it (empty: none that this reader may open), and its cells.

    `entry_id` of what was reported by hand leads to its evidence, which the last cell names.
    """

    label: str
    url: str = ""
    cells: tuple[str, ...] = ()
    entry_id: int | None = None


class Describe(Protocol):
    """Rows by id for the list of the indicator `code` on a day; a page at a time, in a fixed number of queries."""

    def __call__(self, ids: Sequence[int], *, code: str, on: date) -> Mapping[int, SubjectRow]: ...


@dataclass(frozen=True, slots=True)
class SubjectList:
    """The list of one kind of thing: heads (Chinese message ids) of the cells after the name, and the rows by id.

    A thing that this reader may not open may be left out of the rows; it is counted and listed without a name.
    """

    subject: str
    name: str
    columns: tuple[str, ...]
    describe: Describe


_lists: dict[str, SubjectList] = {}


def show_subjects(subject_list: SubjectList) -> None:
    """Register the list of a kind of thing; a kind has one."""
    if _lists.setdefault(subject_list.subject, subject_list) != subject_list:
        raise ValueError(f"the list of {subject_list.subject} is registered twice")


def get_subject_list(subject: str) -> SubjectList:
    """The list of a kind of thing. KeyError: an indicator counts what nobody can show."""
    return _lists[subject]
