"""Keys and checkpoints: endorsed, chained, signed, and each giving the root it states from the nodes it holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from zhijia.lib.merkle import Node, grow, nodes_of, root_of
from zhijia.lib.sentences import Sentence
from zhijia.trail.checkpoints import Anchor, statement_of, unpack_ids
from zhijia.trail.models import Checkpoint, SealingKey
from zhijia.trail.nodes import fetch_peaks
from zhijia.trail.signing import NO_PREVIOUS, endorsement_text, is_signed
from zhijia.trail.verification.findings import Report


@dataclass(frozen=True)
class Sealed:
    """What one checkpoint added: ids and hashes of the events numbered `first` and following."""

    first: int
    nodes: bytes
    events: tuple[int, ...]

    @cached_property
    def leaves(self) -> list[bytes]:
        before = nodes_of(self.first - 1)
        places = [32 * (Node(0, self.first - 1 + n).place - before) for n in range(len(self.events))]
        return [self.nodes[place : place + 32] for place in places]


def check_keys(report: Report, *, using: str, first_key: bytes | None) -> set[bytes]:
    """Note every key that its predecessor did not endorse; the keys whose signatures count.

    `first_key` is the first public key as it was published; without it the first one of the database is believed.
    """
    good: set[bytes] = set()
    for nth, key in enumerate(SealingKey.objects.using(using).select_related("predecessor").order_by("pk")):
        public = bytes(key.public)
        if _is_endorsed(key, good) or (nth == 0 and first_key in (None, public)):
            good.add(public)
        else:
            words = {"key": public.hex()}
            report.note(
                0, Sentence("公钥 {key} 不可信：没有前一公钥的签名，或不是公布的首个公钥。请与公布的核对。", words)
            )
    return good


def _is_endorsed(key: SealingKey, good: set[bytes]) -> bool:
    if key.predecessor is None or bytes(key.predecessor.public) not in good:
        return False
    text = endorsement_text(bytes(key.public), key.since)
    return is_signed(text, bytes(key.endorsement), key=bytes(key.predecessor.public))


class Chain:
    """Walks the checkpoints in order, notes what is wrong with them, and keeps the roots that were asked for."""

    def __init__(self, report: Report, *, using: str, keys: set[bytes], start: int, wanted: set[int]) -> None:
        self._report, self._using, self._keys = report, using, keys
        self.start, self._wanted = start, sorted(wanted)
        self.roots: dict[int, bytes] = {}

    def walk(self) -> Iterator[Sealed]:
        """What each checkpoint after `start` added."""
        rows = Checkpoint.objects.using(self._using).select_related("key").order_by("size")
        previous = rows.get(size=self.start) if self.start else None
        peaks = fetch_peaks(self.start, using=self._using)
        if previous:
            self._check_signature(previous)
            self._check_root(previous, peaks)
        for checkpoint in rows.filter(size__gt=self.start).iterator(chunk_size=20):
            self._check_link(checkpoint, previous)
            self._check_signature(checkpoint)
            first = (previous.size if previous else 0) + 1
            sealed = Sealed(first, bytes(checkpoint.nodes), unpack_ids(bytes(checkpoint.events)))
            self._grow(peaks, sealed, checkpoint)
            previous = checkpoint
            yield sealed

    def _grow(self, peaks: list[bytes], sealed: Sealed, checkpoint: Checkpoint) -> None:
        size = before = sealed.first - 1
        nodes: list[bytes] = []
        for stop in [*(size for size in self._wanted if before < size < checkpoint.size), checkpoint.size]:
            nodes += grow(peaks, size, sealed.leaves[size - before : stop - before])
            size = stop
            self.roots[size] = root_of(peaks)
        if b"".join(nodes) != sealed.nodes:
            self._note(checkpoint, Sentence("第 {size} 条处封存点的树节点被改动。", _words(checkpoint)))
        self._check_root(checkpoint, peaks)
        self._report.checkpoints += 1
        self._report.newest = Anchor(checkpoint.size, bytes(checkpoint.root))

    def _check_link(self, checkpoint: Checkpoint, previous: Checkpoint | None) -> None:
        expected = statement_of(previous).digest if previous else NO_PREVIOUS
        if bytes(checkpoint.previous_digest) != expected:
            sentence = Sentence("第 {size} 条处的封存点接不上前一个：前面的封存点被替换或删除。", _words(checkpoint))
            self._note(checkpoint, sentence)

    def _check_signature(self, checkpoint: Checkpoint) -> None:
        statement = statement_of(checkpoint)
        if statement.key not in self._keys:
            words = {**_words(checkpoint), "key": statement.key.hex()}
            self._note(checkpoint, Sentence("第 {size} 条处的封存点由不可信的公钥 {key} 签名。", words))
        if not is_signed(statement.text, bytes(checkpoint.signature), key=statement.key):
            sentence = Sentence("第 {size} 条处封存点的签名不对：封存点被改动，或签名系伪造。", _words(checkpoint))
            self._note(checkpoint, sentence)

    def _check_root(self, checkpoint: Checkpoint, peaks: list[bytes]) -> None:
        if root_of(peaks) != bytes(checkpoint.root):
            self._note(checkpoint, Sentence("第 {size} 条处封存点的根与它封存的内容不符。", _words(checkpoint)))

    def _note(self, checkpoint: Checkpoint, sentence: Sentence) -> None:
        self._report.note(checkpoint.size, sentence)


def _words(checkpoint: Checkpoint) -> dict[str, object]:
    return {"size": checkpoint.size}
