"""The columns of a kind of sheet: what the template shows and what is looked for in an upload."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import translation

from zhijia.engines.imports.values import read_text


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: `key` names its value, `label` is its head in the sheet, `example` and `note` stand in the template.

    `also` are other heads under which offices keep the same: the label is looked for first, then these in order.
    """

    key: str
    label: str
    example: str
    read: Callable[[str], object] = read_text
    is_required: bool = False
    note: str = ""
    also: tuple[str, ...] = ()

    @property
    def heads(self) -> tuple[str, ...]:
        """What the head of this column may be called, the label first."""
        return (self.label, *self.also)


@dataclass(frozen=True, slots=True)
class SheetKind:
    """A kind of sheet. `code` is stored with the batch; `rank` says when it is brought in: what others name comes first."""

    code: str
    label: str
    columns: Sequence[SheetColumn]
    rank: int = 9


def chinese_words(choices: Sequence[tuple[str, object]]) -> Mapping[str, str]:
    """Value → Chinese word, whatever language the process speaks: sheets are written in Chinese."""
    with translation.override("zh-hans"):
        return {value: str(label) for value, label in choices}
