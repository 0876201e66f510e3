"""What a county brings along before it has any records."""

from dataclasses import dataclass

from zhijia.organisation.models import (
    Enterprise,
    Union,
)
from zhijia.organisation.tests.factories import Figure
from zhijia.services.plans.models import Task


@dataclass(frozen=True)
class County:
    """Where a county's records are made, and whose hands they go through; its `mark` stands in every text."""

    mark: str
    union: Union
    town: Union
    enterprise: Enterprise
    enterprise_union: Union
    cadre: Figure
    town_cadre: Figure
    chair: Figure
    contact: Figure
    research: Figure
    city_task: Task
