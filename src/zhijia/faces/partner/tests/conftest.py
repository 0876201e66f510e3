"""The mill's bargaining with a contact of the mill and an officer of the labour bureau."""

from dataclasses import dataclass

import pytest

from zhijia.engines.documents.tests.conftest import file_store
from zhijia.organisation.models import LabourBureau
from zhijia.organisation.scopes import Actor, load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, Figure, SmallCity, make_contact
from zhijia.services.bargaining.tests.story import Story, open_story

__all__ = ["file_store"]


@dataclass(frozen=True)
class Outside:
    """Contacts of the mill and of the pier, the reviewer of the north's labour bureau and one of the south's."""

    contact: Figure
    other: Figure
    officer: Figure
    elsewhere: Figure

    def of(self, figure: Figure, story: Story) -> Actor:
        """Somebody of these as she is on the story's day."""
        return load_actor(figure.user, today=story.today())


@pytest.fixture
def outside(city: SmallCity) -> Outside:
    with scoped(BUILDER):
        north = LabourBureau.objects.create(name="北塘区人力资源和社会保障局", place="320505", keeper=city.north)
        south = LabourBureau.objects.create(name="南汀区人力资源和社会保障局", place="320506", keeper=city.south)
        return Outside(
            contact=make_contact("青代表", of=city.mill, home=city.north_town),
            other=make_contact("堤代表", of=city.pier, home=city.south_town),
            officer=make_contact("北科长", of=north, home=city.north),
            elsewhere=make_contact("南科长", of=south, home=city.south),
        )


@pytest.fixture
def story(city: SmallCity, outside: Outside) -> Story:
    """An offer that went out here."""
    return open_story(city).send_offer(channel="online")
