"""Opening the box in public: two of three scrutineers reveal their keys, every ballot is opened and counted.

Each scrutineer made her key in her own browser; the secret half comes here only now, when nothing can be cast any more.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, derive_private_key

from zhijia.engines.ballots.bundle import publish
from zhijia.engines.ballots.closed import ClosedBallot, closed_ballots
from zhijia.engines.ballots.content import Ballot, Tally, read_ballot, tally
from zhijia.engines.ballots.events import KEY_MADE, KEY_REVEALED
from zhijia.engines.ballots.manifest import Manifest
from zhijia.engines.ballots.models import Poll, PollState, Scrutineer
from zhijia.engines.ballots.polls import about, held_state, keep_counts, put_stamps_away
from zhijia.engines.ballots.protocol import sealing_context
from zhijia.lib.sealed_box import CannotOpen, open_sealed, point_of, read_point
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import Actor
from zhijia.trail.record import NewEvent, record

NEEDED = 2


def keep_key(scrutineer: Scrutineer, *, point: bytes, locked: bytes, actor: Actor, now: datetime) -> None:
    """Keep the public half of a scrutineer's key and the locked secret half, both made in her browser."""
    check_is_scrutineer(scrutineer, actor)
    if held_state(scrutineer.poll_id) != PollState.DRAFTED:
        raise Refused("表决已经封定，不能再换开箱钥匙。")
    try:
        read_point(point)
    except ValueError:
        raise Refused("收到的公钥不完整。请刷新页面后重新生成。") from None
    scrutineer.point, scrutineer.locked = point, locked
    scrutineer.save(update_fields=["point", "locked"])
    words = {"poll": scrutineer.poll.title, "key": point.hex()}
    record(NewEvent(KEY_MADE.code, now, actor.doer, about(scrutineer.poll), data=words))


def reveal_key(scrutineer: Scrutineer, secret: bytes, *, actor: Actor, now: datetime) -> None:
    """Take a scrutineer's secret half, after the close. One that does not fit her public half is refused."""
    check_is_scrutineer(scrutineer, actor)
    if scrutineer.poll.state not in {PollState.CLOSED, PollState.COUNTED}:
        raise Refused("投票还没有停止，现在不能公开开箱钥匙。")
    if Scrutineer.objects.select_for_update().get(pk=scrutineer.pk).revealed is not None:
        return
    if point_of(_key_of(secret)) != bytes(scrutineer.point or b""):
        raise Refused("这把钥匙与封定时公布的公钥不符。请核对开箱码后再试。")
    scrutineer.revealed, scrutineer.revealed_at = secret, now
    scrutineer.save(update_fields=["revealed", "revealed_at"])
    record(NewEvent(KEY_REVEALED.code, now, actor.doer, about(scrutineer.poll), data={"poll": scrutineer.poll.title}))


def check_is_scrutineer(scrutineer: Scrutineer, actor: Actor) -> None:
    if scrutineer.person_id != actor.person_id:
        raise Refused("开箱钥匙只能由监票人本人生成和公开。")


def count(poll: Poll, *, actor: Actor, now: datetime) -> Mapping[int, Tally]:
    """Open and count every ballot, write the counts, publish, destroy the stamps. Refused before two keys are revealed."""
    poll = Poll.objects.select_for_update().get(pk=poll.pk)
    if poll.state != PollState.CLOSED:
        raise Refused("投票停止之后才能唱票，且只唱一次。")
    keys = revealed_keys(poll)
    tallies = tally_all(poll.manifest, closed_ballots(poll), keys)
    keep_counts(poll, tallies, now=now)
    publish(poll)
    put_stamps_away(poll, actor=actor, now=now)
    return tallies


def revealed_keys(poll: Poll) -> dict[int, EllipticCurvePrivateKey]:
    """The revealed keys by place, counted from 0."""
    found = poll.scrutineers.exclude(revealed=None).order_by("place")
    keys = {one.place - 1: _key_of(bytes(one.revealed or b"")) for one in found}
    if len(keys) < NEEDED:
        raise Refused("唱票需要三名监票人中的两名公开开箱钥匙，现在还不够。")
    return keys


def tally_all(
    manifest: str, ballots: Sequence[ClosedBallot], keys: Mapping[int, EllipticCurvePrivateKey]
) -> dict[int, Tally]:
    """Counts by question. What does not open, or is no ballot once it is open, is invalid."""
    manifest_hash, questions = Manifest(manifest).digest, json.loads(manifest)["questions"]
    return {
        question["number"]: tally(
            question,
            (_open(question, one, keys, manifest_hash) for one in ballots if one.question == question["number"]),
        )
        for question in questions
    }


def _open(
    question: Mapping[str, Any], one: ClosedBallot, keys: Mapping[int, EllipticCurvePrivateKey], manifest_hash: bytes
) -> Ballot | None:
    try:
        text = open_sealed(one.sealed, keys, context=sealing_context(manifest_hash, one.question, one.serial))
    except CannotOpen:
        return None
    return read_ballot(question, text)


def _key_of(secret: bytes) -> EllipticCurvePrivateKey:
    try:
        return derive_private_key(int.from_bytes(secret, "big"), SECP256R1())
    except ValueError:
        raise Refused("收到的钥匙不完整。请核对开箱码后再试。") from None
