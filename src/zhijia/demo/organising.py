"""The organising drive in the demo city: a few counties list what has no union and talk to it, each target at another stage."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from zhijia.demo.working import DemoDesk
from zhijia.engines.cases.advance import advance
from zhijia.organisation.scopes import Actor, scoped
from zhijia.services.organising.targets.codes import Source
from zhijia.services.organising.targets.opening import NewTarget, gap_of, open_targets

COUNTIES, OF_COUNTY = 3, 6
BEGUN = 95
"""How many days ago the counties put their targets on the list."""
SEED = 20070331
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TALKS: tuple[tuple[str, str, int, str], ...] = (
    ("talking", "cost", 3, "介绍经费返还政策，企业表示再研究。"),
    ("agreed", "unaware", 5, "负责人同意建会，人事经理配合组建筹备组。"),
    ("refused", "headquarters", 1, "称总部没有授权，不同意职工建会。"),
    ("contacted", "turnover", 3, "见到人事经理，约定下次再谈。"),
)
LATE = 70
"""So long ago was the only contact with one that has not been spoken to since."""


def organise_enterprises(desk: DemoDesk) -> None:
    """Each county of a few: listed, verified, assigned, and talked to with another outcome."""
    rng = Random(SEED)  # noqa: S311  nothing here is secret
    for number in range(COUNTIES):
        cadre, day = desk.actor(f"c{number}.organising"), desk.timeline.ago(BEGUN)
        with scoped(cadre):
            firms = list(gap_of(cadre, today=desk.timeline.as_of)[:OF_COUNTY])
            entries = [NewTarget(enterprise=firm, source=Source.GAP) for firm in firms]
            ids = [target.case_id for target in open_targets(entries, actor=cadre, now=day)]
        _talk(desk, rng, cadre, ids[:-1])


def _talk(desk: DemoDesk, rng: Random, cadre: Actor, ids: Sequence[int]) -> None:
    """The last of the list stays a clue; the one before is verified and waits."""
    assert cadre.post is not None
    for case_id in ids:
        verified = {"priority": "key", "reasons": ["letters"], "obstacles": []}
        _move(desk, rng, cadre, case_id, "verify", verified, ago=BEGUN - 3)
        deadline = desk.timeline.day(-60).isoformat()
        assigned = {"cadre": cadre.post.id, "deadline": deadline}
        _move(desk, rng, cadre, case_id, "assign", assigned, ago=BEGUN - 4)
    for place, (case_id, (stage, obstacle, attitude, matters)) in enumerate(zip(ids, TALKS, strict=False)):
        ago = LATE if stage == "contacted" else 25 - 4 * place
        _contact(desk, rng, cadre, case_id, (stage, obstacle, attitude, matters), ago=ago)
        if stage == "refused":
            _tell(desk, rng, cadre, case_id, ago=ago - 1)
        if stage == "agreed":
            _move(desk, rng, cadre, case_id, "prepare", {}, ago=ago - 2)


def _contact(
    desk: DemoDesk, rng: Random, cadre: Actor, case_id: int, said: tuple[str, str, int, str], *, ago: int
) -> None:
    stage, obstacle, attitude, matters = said
    written = {
        "client_id": str(_key(rng)),
        "visited_on": desk.timeline.day(ago).isoformat(),
        "channel": "door",
        "their_people": "人事经理",
        "attitude": attitude,
        "matters": matters,
        "stage": stage,
        "obstacles": [obstacle],
        "materials": "建会指南",
        "next_action": "再次上门",
        "next_on": desk.timeline.day(ago - 20).isoformat(),
    }
    _move(desk, rng, cadre, case_id, "contact", written, ago=ago)


def _tell(desk: DemoDesk, rng: Random, cadre: Actor, case_id: int, *, ago: int) -> None:
    """What the law asks is put in writing, signed for, and then brought before supervision."""
    answer_by = desk.timeline.day(ago - 15).isoformat()
    _move(desk, rng, cadre, case_id, "send_notice", {"signer": "县总工会主席", "answer_by": answer_by}, ago=ago)
    served = {"served_on": desk.timeline.day(ago - 1).isoformat(), "receiver": "前台"}
    _move(desk, rng, cadre, case_id, "serve_notice", served, ago=ago - 1)
    facts = {"facts": "收到告知书后仍以总部没有授权为由拒绝职工建会。"}
    _move(desk, rng, cadre, case_id, "escalate", facts, ago=max(ago - 16, 0))


def _move(
    desk: DemoDesk, rng: Random, cadre: Actor, case_id: int, verb: str, data: Mapping[str, Any], *, ago: int
) -> None:
    key = UUID(str(data["client_id"])) if "client_id" in data else _key(rng)
    paper = [SimpleUploadedFile(f"回证{case_id}.pdf", PDF + str(case_id).encode())] if verb == "serve_notice" else []
    now, files = desk.timeline.ago(ago), MultiValueDict({"scan": paper})
    with scoped(cadre):
        advance(case_id, verb, actor=cadre, key=key, now=now, data=data, files=files)


def _key(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)
