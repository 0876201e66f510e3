"""Who holds a key: two stampers, of whom one decides whose ticket it is, and three scrutineers, of whom two open."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from unittest.mock import patch

import pytest

from zhijia.engines.ballots import polls
from zhijia.engines.ballots.content import Ballot, write_ballot
from zhijia.engines.ballots.issuing import TookAnother
from zhijia.engines.ballots.models import Issuance, Poll, PollState, QuestionCount
from zhijia.engines.ballots.opening import reveal_key
from zhijia.engines.ballots.polls import put_stamps_away
from zhijia.engines.ballots.stamping.callers import prepare_stamps, stamp_both
from zhijia.engines.ballots.stamping.keys import Order, StampedAnother, StampKeys
from zhijia.engines.ballots.tests.polling import ELECTION, MOTION, Polling, at_once, polling, stampers
from zhijia.engines.ballots.voter import Phone
from zhijia.lib.blind_signatures import SigningFault
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, SmallCity
from zhijia.trail.models import Event

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]
YES = write_ballot(Ballot({"1": "yes"}))


@pytest.fixture
def poll(city: SmallCity, tmp_path: Path) -> Iterator[Polling]:
    with polling(city, tmp_path, MOTION, ELECTION) as opened:
        yield opened


def test_a_ticket_with_one_stamp_of_two_is_the_elector_s_and_no_other_takes_its_place(poll: Polling) -> None:
    elector, first, second = poll.electors[0], Phone(poll.manifest), Phone(poll.manifest)
    stamp = StampKeys.stamp

    def fail_at_b(keys: StampKeys, number: int, orders: Sequence[Order]) -> list[bytes]:
        if keys.folder.name == "b":
            raise SigningFault
        return stamp(keys, number, orders)

    with patch.object(StampKeys, "stamp", fail_at_b), pytest.raises(Refused, match="盖印出错"):
        poll.ask(elector, first, 1)
    with pytest.raises(TookAnother):
        poll.ask(elector, second, 1)
    (stamped,) = poll.ask(elector, first, 1)

    assert first.receive(1, stamped.stamps).serial


def test_without_one_of_the_two_stampers_no_ticket_is_issued_and_later_the_same_phone_gets_it(
    city: SmallCity, tmp_path: Path
) -> None:
    with polling(city, tmp_path, MOTION) as poll:
        elector, phone = poll.electors[0], Phone(poll.manifest)
        (tmp_path / "stampers" / "b.sock").rename(tmp_path / "b.away")

        with pytest.raises(Refused, match="监督组的印章没有到位"):
            poll.ask(elector, phone, 1)
        with scoped(BUILDER):
            assert Issuance.objects.count() == 0
        (tmp_path / "b.away").rename(tmp_path / "stampers" / "b.sock")
        (stamped,) = poll.ask(elector, phone, 1)

        assert phone.receive(1, stamped.stamps).serial


def test_freezing_that_broke_off_after_the_keys_were_made_can_be_done_again(city: SmallCity, tmp_path: Path) -> None:
    with polling(city, tmp_path, MOTION, is_begun=False) as poll:
        poll.make_keys(1, 2, 3)
        with patch.object(polls, "build_manifest", side_effect=ConnectionError), pytest.raises(ConnectionError):
            poll.begin()

        poll.begin()

        assert poll.vote(poll.electors[0], 1, {"1": "yes"})[0] == 200


def test_a_stamper_believes_no_web_server_that_wants_more_tickets_than_there_are_names(
    poll: Polling, tmp_path: Path
) -> None:
    folder, number = tmp_path / "stampers", poll.poll.pk
    poll.take(poll.electors[0], 1)
    another = {holder: Phone(poll.manifest).blinded(1)[holder] for holder in ("a", "b")}

    def wanted(elector: int) -> dict[str, list[Order]]:
        return {holder: [Order(1, elector, blinded)] for holder, blinded in another.items()}

    with pytest.raises(StampedAnother):
        stamp_both(folder, number, wanted(1))
    for beyond in (0, len(poll.electors) + 1):
        with pytest.raises(Refused, match="没有本次表决的印章"):
            stamp_both(folder, number, wanted(beyond))
    with pytest.raises(Refused, match="盖印出错"):
        prepare_stamps(folder, number, questions=[1], electors=1000)
    with stampers(folder, "a", "b"), pytest.raises(StampedAnother):  # a stamper that was started again remembers
        stamp_both(folder, number, wanted(1))


def test_one_scrutineer_opens_nothing_and_before_the_close_nobody_reveals(poll: Polling) -> None:
    poll.vote(poll.electors[0], 1, {"1": "yes"})
    with pytest.raises(Refused, match="还没有停止"):
        poll.reveal(1)
    poll.close()
    at_once([partial(poll.reveal, 2)] * 3)

    with pytest.raises(Refused, match="两名"):
        poll.count()
    with scoped(BUILDER):
        assert Event.objects.filter(kind="ballots.key_revealed").count() == 1
        assert Poll.objects.get(pk=poll.poll.pk).state == PollState.CLOSED
        assert QuestionCount.objects.count() == 0


def test_a_scrutineers_key_that_is_not_the_frozen_one_is_refused_and_nobody_reveals_for_her(poll: Polling) -> None:
    poll.close()
    poll.secrets[1] = poll.secrets[2]

    with pytest.raises(Refused, match="与封定时公布的公钥不符"):
        poll.reveal(1)
    with scoped(BUILDER):
        hers = poll.poll.scrutineers.select_related("poll").get(place=2)
        with pytest.raises(Refused, match="本人"):
            reveal_key(hers, poll.secrets[2], actor=poll.electors[0].actor, now=NOW)


def test_stamps_are_gone_once_the_ballots_are_counted_and_a_holder_who_is_away_stops_no_count(
    poll: Polling, tmp_path: Path
) -> None:
    poll.close()
    poll.reveal(1, 2)
    (tmp_path / "stampers" / "b.sock").rename(tmp_path / "b.away")
    poll.count()
    left = len(list(tmp_path.glob("stampers/*/*.keys")))
    (tmp_path / "b.away").rename(tmp_path / "stampers" / "b.sock")

    with scoped(BUILDER):
        assert put_stamps_away(poll.poll, actor=BUILDER, now=NOW)
        kinds = Event.objects.filter(kind__startswith="ballots.stamps").order_by("pk").values_list("kind", flat=True)
        assert list(kinds) == ["ballots.stamps_left", "ballots.stamps_destroyed"]
    assert (left, list(tmp_path.glob("stampers/*/*.keys"))) == (2, [])
