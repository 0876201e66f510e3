"""Small steps that every action of this floor shares."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

from django.db import IntegrityError, transaction

from zhijia.lib.findings import Finding, Severity
from zhijia.lib.sentences import Refused, Sentence

Row = TypeVar("Row")
CHUNK = 1000


def refuse_blocking(findings: Iterable[Finding]) -> None:
    """Raise `Refused` with the first finding that forbids to go on; a warning does not stop anybody."""
    for finding in findings:
        if finding.severity is Severity.BLOCK:
            raise Refused(finding.sentence)


@contextmanager
def refusing(constraints: Mapping[str, Sentence | str]) -> Iterator[None]:
    """Turn the database's refusal by one of these constraints into a sentence; the transaction stays usable."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        for name, sentence in constraints.items():
            if name in str(error):
                raise Refused(sentence) from error
        raise


def chunks(rows: Sequence[Row], size: int = CHUNK) -> Iterator[Sequence[Row]]:
    """The rows in pieces that one statement can take."""
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
