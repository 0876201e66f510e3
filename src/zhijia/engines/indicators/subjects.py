"""How the things behind a number are shown in its list: services say it once for each kind of thing."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """One thing in a list: its name, the page about it (empty: none that this reader may open), and its cells."""

    label: str
    url: str = ""
    cells: tuple[str, ...] = ()


Describe = Callable[[Sequence[int], date], Mapping[int, SubjectRow]]


@dataclass(frozen=True, slots=True)
class SubjectList:
    """The list of one kind of thing: heads (Chinese message ids) of the cells after the name, and the rows by id.

    `describe` gets ids and the day of the list; it is asked for a page at a time and takes a fixed number of queries.
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
