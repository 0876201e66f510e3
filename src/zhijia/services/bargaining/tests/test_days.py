"""A day that lies in the future, or before what it follows, is told at its field: nothing is done before it is possible."""

from collections.abc import Callable

import pytest

from zhijia.engines.cases.advance import InvalidInput
from zhijia.lib.sentences import Refused
from zhijia.organisation.scopes import scoped
from zhijia.organisation.tests.factories import BUILDER, SmallCity
from zhijia.services.bargaining.models.bargainings import Side
from zhijia.services.bargaining.tests.story import FILLED, open_story


def faults(act: Callable[[], object]) -> dict[str, str]:
    """The fields whose day cannot be, with the sentence that says so."""
    with pytest.raises(InvalidInput) as caught:
        act()
    return {name: " ".join(map(str, errors)) for name, errors in caught.value.form.errors.items()}


def test_every_day_of_a_contract_follows_the_one_that_it_rests_on(city: SmallCity) -> None:
    story = open_story(city).at("2026-03-02").send_offer().at("2026-03-04")

    assert faults(lambda: story.serve("2026-03-01")) == {"day": "日期不能早于要约发出日期（2026年3月2日）。"}
    assert faults(lambda: story.serve("2026-03-05")) == {"day": "日期不能晚于今天。"}
    story.serve("2026-03-04").at("2026-03-11")
    assert faults(lambda: story.agree("2026-03-03")) == {"replied_on": "日期不能早于要约收到日期（2026年3月4日）。"}
    story.agree("2026-03-11").make("prepare").seat(Side.WORKERS).seat(Side.EMPLOYER)
    with scoped(BUILDER):
        seat = story.bargaining.negotiators.filter(is_chief=False).earliest("pk")
    leaving = {"negotiator": seat.pk, "day": "2026-03-10", "ground": "replaced", "reason": "离职"}
    assert "任期起始日" in faults(lambda: story.make("end_mandate", leaving))["day"]
    story.at("2026-03-16").make("begin_talks", {"first_meeting_on": "2026-03-16"})
    story.write_draft("2026-04-01", "2027-03-31").fill(FILLED["wage"])
    signing = {"workers_initialled_on": "2026-01-01", "employer_initialled_on": "2026-03-15"}
    with pytest.raises(Refused, match="还没有登记协商会议"):  # CB-040: the draft is what the talks came to
        story.make("initial_draft", signing, scan=True)
    story.at("2026-03-17").meet()
    assert set(faults(lambda: story.make("initial_draft", signing, scan=True))) == set(signing)
    story.initial().table().at("2026-03-30")
    assert set(faults(lambda: story.vote(held_on="2026-03-16"))) == {"held_on"}
    story.vote().at("2026-03-31").confirm_papers().sign().at("2026-04-03").file("2026-04-03").confirm_papers()
    story.at("2026-04-21").sweep()

    assert str(story.contract.effective_on) == "2026-04-21"
    story.at("2026-05-04").make("publish", {"day": "2026-04-22", "via": "公告栏"})
    ending = {"day": "2026-04-20", "ground": "agreed", "note": "双方协商一致"}
    assert "合同生效日期" in faults(lambda: story.make("dissolve", ending, scan=True))["day"]
    assert "合同生效日期" in faults(lambda: story.make("end_by_condition", ending))["day"]
    assert story.state == "performing"
