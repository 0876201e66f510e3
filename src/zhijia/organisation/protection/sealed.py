"""A text that is read on purpose only."""

import logging
from collections.abc import Callable

from django.utils.translation import gettext

from zhijia.lib.crypto.ciphertexts import Place
from zhijia.lib.sentences import Refused
from zhijia.organisation.protection.keyring import open_text, opened_keys

logger = logging.getLogger(__name__)
HIDDEN = "********"
Mask = Callable[[str], str]


class SealedText:
    """What a sealed column holds for one row. Printed, logged and formatted it says nothing; `masked` is for screens.

    A text that was just assigned is kept as it is until its row is written, and is as silent.
    """

    __slots__ = ("_ciphertext", "_mask", "_place", "_row", "_text")

    def __init__(
        self, place: Place, mask: Mask, *, row: int | None = None, ciphertext: bytes = b"", text: str | None = None
    ) -> None:
        self._place, self._mask, self._row = place, mask, row
        self._ciphertext, self._text = ciphertext, text

    def __str__(self) -> str:
        return HIDDEN

    def __repr__(self) -> str:
        return f"<{self._place.table}.{self._place.column} {HIDDEN}>"

    def reveal(self) -> str:
        """The text itself. Whoever shows it to a person records that (`organisation.actions.unmasking`)."""
        if self._text is not None:
            return self._text
        if self._row is None:
            raise ValueError("a ciphertext without its row opens nowhere")
        return open_text(self._ciphertext, self._place, self._row)

    reveal.alters_data = True  # type: ignore[attr-defined]  # no template reveals

    @property
    def masked(self) -> str:
        """As much of the text as others may see. What cannot be opened does not take the page with it: the log says why."""
        try:
            return self._mask(self.reveal())
        except Refused as refused:
            logger.error("%s.%s of row %s: %s", self._place.table, self._place.column, self._row, refused)
            return gettext("打不开")

    def sealed_for(self, row: int | None) -> bytes:
        """The ciphertext to be written. A new text needs the number of its row, which is taken before (`reserve_ids`)."""
        if self._text is None and self._row == row:
            return self._ciphertext
        if row is None:
            raise ValueError(f"{self._place.table}: take the id of the row before it is written")
        return opened_keys().ring.seal(self.reveal(), self._place, row)
