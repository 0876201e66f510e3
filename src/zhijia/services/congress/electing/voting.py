"""Who stands and who is elected in an election of delegates so far."""

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, QuerySet

from zhijia.engines.ballots.keeping import Vote
from zhijia.engines.ballots.models import TallyLine
from zhijia.lib.sentences import Refused
from zhijia.services.congress.electing.models import DelegateCandidate, DelegateElection

BODY = "delegate"
BODIES = {BODY: "职工代表"}


def elected_lines(election: DelegateElection) -> QuerySet[TallyLine]:
    """Those whom the ballots elected and who were not struck off afterwards, by votes."""
    struck = DelegateCandidate.objects.filter(election=election, person=OuterRef("person"), struck_on__isnull=False)
    again = DelegateCandidate.objects.filter(election=election, person=OuterRef("person"), struck_on=None)
    rows = TallyLine.objects.filter(sheet__about=election.case_id, is_elected=True)
    return rows.exclude(Exists(struck), ~Exists(again)).select_related("person", "sheet").order_by("rank", "pk")


def standing(election: DelegateElection) -> list[DelegateCandidate]:
    """Those who stand and are not elected yet, in the order in which they were put up."""
    elected = elected_lines(election).exclude(person=None).values("person")
    rows = DelegateCandidate.objects.filter(election=election, struck_on=None).exclude(person__in=elected)
    return list(rows.order_by("pk"))


def open_seats(election: DelegateElection) -> int:
    return election.seats - elected_lines(election).count()


def vote_on(election: DelegateElection, *, declared: frozenset[str] = frozenset()) -> Vote:
    """WC-006, WC-007: by the rules of the congress, for the seats that are open."""
    return Vote(
        BODY,
        open_seats(election),
        quorum="congress.election.quorum",
        majority="congress.election.majority",
        declared=declared,
    )


def check_known(lines: Sequence[TallyLine]) -> None:
    """A delegate is somebody of the register."""
    if missing := [line.name for line in lines if line.person_id is None]:
        raise Refused(f"{'、'.join(missing)}没有登记为候选人，请先提名登记，再确认当选。")
