"""What is measured of a hall that fills: everybody checks in by the code of the screen, many press twice, each is counted once."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.db import connections
from django.urls import reverse
from django.utils import timezone

from zhijia.engines.cases.advance import advance
from zhijia.engines.live.channels import Picture
from zhijia.engines.live.reading import shown
from zhijia.organisation.models import Employment, PostHolding, User
from zhijia.organisation.models.posts import Role
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.services.congress.attending.codes import HallCode
from zhijia.services.congress.sessions.hall import channel_of
from zhijia.services.congress.sessions.models import Attendance, CongressSession, Sitting
from zhijia.services.congress.terms.models import CongressTerm, Form
from zhijia.site.bench.balloting.clients import CLIENTS, Volley, fire
from zhijia.site.bench.balloting.polls import Voter
from zhijia.site.bench.figures import Figure

AT_ONCE = 100
"""So many scan the same code; the next ones see another on the screen."""
CAME, SEEN, PRESSED = 302, 200, b"sure=1"
COUNTED = re.compile(r"实到</span>\s*<span[^>]*>(\d+)")


@dataclass(frozen=True, slots=True)
class Hall:
    """A session that people come to."""

    session: CongressSession
    sitting: Sitting


def come(voters: Sequence[Voter], web: Callable[[], AbstractContextManager[int]], *, actor: Actor) -> Iterator[Figure]:
    """All scan and confirm, then half of them press once more."""
    hall = _gathered(voters, actor)
    connections.close_all()
    with web() as port:
        pages = _fire(hall, voters, b"", port)
        volley = _fire(hall, voters, PRESSED, port)
        again = _fire(hall, voters[::2], PRESSED, port)
    accepted = len(volley.with_status(CAME))
    note = f"{accepted:,} of {len(voters):,} accepted, {CLIENTS} clients, a new code for each {AT_ONCE}"
    read = len(pages.with_status(SEEN))
    yield Figure("check-in pages a second", pages.rate(SEEN), "/ s", note=f"{read:,} read, p95 {pages.p95:,.0f} ms")
    yield Figure(f"{len(voters):,} delegates check in by the code of the hall", volley.seconds, "s", note=note)
    yield Figure("check-ins a second", volley.rate(CAME), "/ s", note=f"p95 {volley.p95:,.0f} ms")
    with scoped(actor):
        came = Attendance.objects.filter(member__sitting=hall.sitting).count()
        told = COUNTED.search(shown(Picture(channel_of(hall.session), "zh-hans"))[0])
    wrong = abs(came - len(voters)) + abs(int(told[1]) - len(voters) if told else len(voters))
    note = f"{came:,} on the roll, {told[1] if told else 'nothing'} on the screen, {len(again.with_status(CAME)):,} pressed twice"
    yield Figure("delegates missed or counted twice", wrong, "", 0.0, note=note)


def _fire(hall: Hall, some: Sequence[Voter], body: bytes, port: int) -> Volley:
    """Wave after wave, each by the code that the screen shows then."""
    waves = []
    for at in range(0, len(some), AT_ONCE):
        code = str(HallCode.of(hall.sitting.pk, timezone.now()))
        place = f"{_here(hall)}?code={quote(code)}"
        waves.append(fire([one.shot(place, body) for one in some[at : at + AT_ONCE]], port=port))
    return Volley.joined(waves)


def _here(hall: Hall) -> str:
    return reverse("congress:here", args=[hall.session.case_id])


def general_meeting() -> CongressTerm:
    """One of the demo city; in the scope of the system."""
    rows = CongressTerm.objects.filter(form=Form.GENERAL, case__state="constituted").order_by("pk")
    return rows.select_related("case__union", "union", "enterprise")[0]


def _gathered(voters: Sequence[Voter], actor: Actor) -> Hall:
    """The general meeting on the day it meets; everybody works for its employer."""
    today = timezone.localdate()
    with scoped(actor):
        term = general_meeting()
        assert term.enterprise is not None
        Employment.objects.bulk_create(
            Employment(person=one.person, enterprise=term.enterprise, from_on=today, path=term.enterprise.path)
            for one in voters
        )
        seats = PostHolding.objects.filter(post__union=term.union, post__role=Role.CHAIR, to_on=None)
        chair = load_actor(User.objects.get(person=seats.get().person_id), today=today)
    _make(chair, term.case_id, "open_session", {"planned_on": today, "venue": "大礼堂", "asked_by": "regular"})
    with scoped(actor):
        session = CongressSession.objects.select_related("case").filter(term=term).latest("pk")
    item = {"title": "安全生产和职业卫生报告", "matter": "safety", "mode": "", "text": "全文"}
    for verb, data in (
        ("add_item", item),
        ("agree", {"day": today, "is_agreed": "on"}),
        ("deliver", {"day": today}),
        ("prepare", {"day": today}),
        ("gather", {}),
    ):
        _make(chair, session.case_id, verb, data)
    with scoped(actor):
        sitting = Sitting.objects.get(session=session)
    return Hall(session, sitting)


def _make(chair: Actor, case_id: int, verb: str, data: Mapping[str, Any]) -> None:
    with scoped(chair):
        advance(case_id, verb, actor=chair, key=uuid4(), now=timezone.now(), data=data)
