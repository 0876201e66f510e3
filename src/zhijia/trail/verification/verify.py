"""The verification itself: tree and rows walked side by side, the first difference named, then the printed roots."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from django.db.models import Max

from zhijia.lib.sentences import Sentence
from zhijia.trail.checkpoints import Anchor
from zhijia.trail.models import EventNumber
from zhijia.trail.verification.chain import Chain, Sealed, check_keys
from zhijia.trail.verification.contents import BATCH, Reader, Span, reading
from zhijia.trail.verification.differences import Differences
from zhijia.trail.verification.findings import Report

MOST_FAULTS = 20


@dataclass(frozen=True, slots=True)
class Demands:
    """What the log is held to besides itself: roots printed outside, the first key as it was published, and the sealed
    size to begin after (0: the beginning), whose checkpoint is then trusted."""

    roots: Sequence[Anchor] = field(default_factory=tuple)
    first_key: bytes | None = None
    start: int = 0


def verify(demands: Demands, *, using: str, processes: int = 1) -> Report:
    """Compute everything again. Run on a connection that sees every event; reads only what was there when it began."""
    report = Report()
    keys = check_keys(report, using=using, first_key=demands.first_key)
    chain = Chain(report, using=using, keys=keys, start=demands.start, wanted={root.size for root in demands.roots})
    report.events = EventNumber.objects.using(using).aggregate(last=Max("seq"))["last"] or 0
    differences = Differences(report, using=using)
    with reading(using, processes=processes) as reader:
        report.sealed = _check_sealed(chain, reader, differences)
        _check_unsealed(report, reader, differences)
    differences.find_unnumbered(report.events + 1)
    _check_roots(report, chain, demands.roots)
    report.faults.sort(key=lambda fault: fault.seq)
    del report.faults[MOST_FAULTS:]
    return report


Leaves = tuple[list[int], list[bytes]]


def _check_sealed(chain: Chain, reader: Reader, differences: Differences) -> int:
    """Rows against leaves, checkpoint by checkpoint; how many events are sealed."""
    expected: dict[Span, Leaves] = {}

    def spans() -> Iterator[Span]:
        for first, leaves in _in_batches(chain.walk()):
            span = Span(first, first + len(leaves[0]) - 1)
            expected[span] = leaves
            yield span

    last = chain.start
    for contents in reader.read(spans()):
        last = contents.span.last
        differences.compare(contents, *expected.pop(contents.span))
    return last


def _in_batches(pieces: Iterator[Sealed]) -> Iterator[tuple[int, Leaves]]:
    """Ids and hashes in runs of about `BATCH`: small checkpoints together."""
    first = 0
    events: list[int] = []
    hashes: list[bytes] = []
    for piece in pieces:
        first = first or piece.first
        events += piece.events
        hashes += piece.leaves
        if len(events) >= BATCH:
            yield first, (events, hashes)
            first, events, hashes = 0, [], []
    if events:
        yield first, (events, hashes)


def _check_unsealed(report: Report, reader: Reader, differences: Differences) -> None:
    starts = range(report.sealed + 1, report.events + 1, BATCH)
    for contents in reader.read(Span(first, min(first + BATCH - 1, report.events)) for first in starts):
        differences.check_unsealed(contents)


def _check_roots(report: Report, chain: Chain, demanded: Sequence[Anchor]) -> None:
    for anchor in demanded:
        words = {"seq": report.sealed + 1, "size": anchor.size, "sealed": report.sealed}
        if anchor.size > report.sealed:
            cut = Sentence("所给的根封存了前 {size} 条，这里只封存到第 {sealed} 条：第 {seq} 条起被截去。", words)
            report.note(report.sealed + 1, cut)
        elif chain.roots.get(anchor.size) != anchor.root:
            other = Sentence("所给的根（前 {size} 条）与这里算出的不同：前 {size} 条不是当时的，封存被重做过。", words)
            report.note(anchor.size, other)
        else:
            report.roots.append(anchor)
