"""Keeping a tally sheet: measured by the law of its place and day, refused where it blocks, written down with its verdicts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhijia.engines.ballots.models import TallyLine, TallySheet
from zhijia.engines.ballots.rules import (
    Bands,
    Count,
    Elected,
    Reckoning,
    elect,
    reckon_majority,
    reckon_quorum,
    reckon_size,
    reckon_sums,
    reckon_surplus,
)
from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Turn
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict, refuse
from zhijia.lib.sentences import Sentence
from zhijia.lib.stored_sentences import as_sentences, as_stored

SUMS = "union.election.sums"
SURPLUS, STANDING = "union.candidates.surplus", "union.candidates.surplus.standing"
NUMBERS = ("due", "present", "issued", "returned", "valid", "invalid")
Rule = Callable[[str], ResolvedParameter]


@dataclass(frozen=True, slots=True)
class Vote:
    """What is voted on: a body and its seats. `members` decide the size of a committee (None: no band); `surplus` is the
    rule of how many more must stand than there are seats (empty: as many will do). `quorum` and `majority` are the rules
    by which it is judged. `declared` are names that the meeting declared elected: of them whoever has no majority is elected
    all the same where its rule only warns, and it is pointed out.
    """

    body: str
    seats: int
    members: int | None = None
    surplus: str = ""
    quorum: str = "union.election.quorum"
    majority: str = "union.election.majority"
    declared: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Everything that the law says of a sheet: of the whole, of each name, and who is elected."""

    whole: tuple[Reckoning, ...]
    names: tuple[Reckoning, ...]
    elected: Elected


def keep_tally(turn: Turn, vote: Vote, *, people: Mapping[str, int]) -> tuple[TallySheet, Elected]:
    """Write the sheet of the move's form (`TallyForm`). `people` are the persons behind names, where they are known.

    Raises `Refused` where the ballots do not add up, too few were there, too few stood, or no committee has such a size.
    """
    count = count_of(turn.data, seats=vote.seats)
    found = reckon(law_of(turn.case.place, turn.data["held_on"]), vote, count)
    refuse(one.verdict for one in found.whole)
    sheet = TallySheet.objects.create(
        about=turn.case,
        body=vote.body,
        seats=vote.seats,
        kept_at=turn.now,
        held_on=turn.data["held_on"],
        scrutineers=turn.data["scrutineers"],
        counters=turn.data["counters"],
        reckonings=_stored((*found.whole, *found.names)),
        **{name: getattr(count, name) for name in NUMBERS},
    )
    TallyLine.objects.bulk_create(_lines(sheet, count, found.elected, people))
    return sheet, found.elected


def judge_tally(turn: Turn, vote: Vote) -> Sequence[Verdict]:
    """What blocks or warns of the sheet in the move's form, for the judges of a move."""
    count = count_of(turn.data, seats=vote.seats)
    found = reckon(law_of(turn.case.place, turn.data["held_on"]), vote, count)
    declared = [one for one, votes in zip(found.names, count.votes, strict=True) if votes.name in vote.declared]
    return [one.verdict for one in (*found.whole, *declared) if not one.is_kept]


def reckon(rule: Rule, vote: Vote, count: Count) -> Reckoned:
    """Measure a count by the rules of its place and day."""
    whole = [reckon_sums(rule(SUMS), count), reckon_quorum(rule(vote.quorum), count)]
    if vote.surplus:
        standing = sum(not one.is_write_in for one in count.votes)
        whole.append(reckon_surplus(rule(vote.surplus), candidates=standing, seats=vote.seats))
    if vote.members is not None:
        whole.append(reckon_size(bands_of(rule), members=vote.members, seats=vote.seats))
    majority = rule(vote.majority)
    names = [reckon_majority(majority, one, count.due) for one in count.votes]
    return Reckoned(tuple(whole), tuple(names), elect(majority, count, declared=vote.declared))


def law_of(place: str, on: date) -> Rule:
    """The rules of a place on a day, by their keys."""
    law = LocalLaw()
    return lambda key: law.rule(key, place=place, on=on)


def bands_of(rule: Rule) -> Bands:
    """The sizes of committees by members."""
    return Bands(rule("union.committee.steps"), rule("union.committee.least"), rule("union.committee.most"))


def count_of(data: Mapping[str, object], *, seats: int) -> Count:
    """The numbers of a tally form."""
    return Count(**{name: data[name] for name in NUMBERS}, votes=data["votes"], seats=seats)  # type: ignore[arg-type]


def said_of(sheet: TallySheet) -> list[tuple[bool, str, Sentence]]:
    """What the law said of a kept sheet: kept or not, rule, sentence."""
    sentences = as_sentences(row["said"] for row in sheet.reckonings)
    return [(row["is_kept"], row["rule"], said) for row, said in zip(sheet.reckonings, sentences, strict=True)]


def _stored(reckonings: Sequence[Reckoning]) -> list[dict[str, object]]:
    said = as_stored(one.verdict.sentence for one in reckonings)
    return [
        {"is_kept": one.is_kept, "rule": one.verdict.rule, "said": sentence}
        for one, sentence in zip(reckonings, said, strict=True)
    ]


def _lines(sheet: TallySheet, count: Count, elected: Elected, people: Mapping[str, int]) -> list[TallyLine]:
    order = sorted(count.votes, key=lambda vote: -vote.yes)
    more = {vote.name: sum(other.yes > vote.yes for other in order) for vote in order}
    return [
        TallyLine(
            sheet=sheet,
            name=vote.name,
            person_id=people.get(vote.name),
            is_write_in=vote.is_write_in,
            yes=vote.yes,
            no=vote.no,
            abstain=vote.abstain,
            rank=more[vote.name] + 1,
            is_elected=vote.name in elected.names,
        )
        for vote in order
    ]
