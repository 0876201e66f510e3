"""An enterprise without a union, moved day by day from the list to its union.

story = list_lone(city, "2026-09-01").verify().at("2026-09-20").contact("talking")
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.engines.cases.advance import advance
from zhijia.engines.cases.models import Case
from zhijia.engines.visits.models import Visit
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity
from zhijia.services.bargaining.tests.story import PNG, moment
from zhijia.services.organising.targets.models import OrganisingTarget
from zhijia.services.organising.targets.opening import list_gap


@dataclass
class Story:
    """One target and the day on which its people act. Steps return the story; rows are always read afresh."""

    city: SmallCity
    case_id: int
    now: datetime

    @property
    def target(self) -> OrganisingTarget:
        with scoped(BUILDER):
            return OrganisingTarget.objects.select_related("case").get(case_id=self.case_id)

    @property
    def state(self) -> str:
        return self.target.case.state

    @property
    def visits(self) -> list[Visit]:
        with scoped(BUILDER):
            return list(Visit.objects.select_related("case").filter(about=self.case_id).order_by("pk"))

    @property
    def awaited(self) -> set[str]:
        with scoped(BUILDER):
            return set(Case.objects.get(pk=self.case_id).awaits.values_list("verb", flat=True))

    def at(self, day: str) -> Self:
        self.now = moment(day)
        return self

    def make(
        self, verb: str, data: Mapping[str, Any] | None = None, *, by: Figure | None = None, case_id: int | None = None
    ) -> Self:
        actor = load_actor((by or self.city.town_cadre).user, today=self.now.date())
        files = MultiValueDict({"scan": [SimpleUploadedFile("回证.png", PNG)]} if verb == "serve_notice" else {})
        with scoped(actor):
            advance(case_id or self.case_id, verb, actor=actor, key=uuid4(), now=self.now, data=data or {}, files=files)
        return self

    def verify(self, **changes: Any) -> Self:
        return self.make("verify", {"priority": "key", "reasons": ["letters"], "obstacles": [], **changes})

    def assign(self, deadline: str = "2026-12-31") -> Self:
        assert self.city.town_cadre.post
        return self.make("assign", {"cadre": self.city.town_cadre.post.pk, "deadline": deadline})

    def contact(self, stage: str = "", **changes: Any) -> Self:
        written = {
            "client_id": str(uuid4()),
            "visited_on": self.now.date().isoformat(),
            "channel": "door",
            "their_people": "王经理 人事",
            "attitude": 3,
            "matters": "介绍建会的好处",
            "stage": stage,
            "obstacles": ["cost"],
        }
        return self.make("contact", {**written, **changes})

    def notify(self, day: str, served: str = "") -> Self:
        """A notice is sent, and signed for when a day is given."""
        self.at(day).make("send_notice", {"signer": "柳主席", "answer_by": "2026-12-20"})
        if served:
            self.at(served).make("serve_notice", {"served_on": served, "receiver": "王经理"})
        return self


def list_lone(city: SmallCity, day: str = "2026-09-01") -> Story:
    """The town's cadre takes the gap onto the list: the one enterprise without a union."""
    actor, now = load_actor(city.town_cadre.user, today=moment(day).date()), moment(day)
    with scoped(actor):
        (target,) = list_gap(actor, now=now)
    return Story(city, target.case_id, now)
