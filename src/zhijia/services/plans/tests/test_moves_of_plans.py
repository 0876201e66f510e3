"""A union that moves takes its plans, tasks and cases along, also what was published and frozen."""

from datetime import date

from zhijia.engines.cases.models import Awaits, Case, Clock
from zhijia.engines.indicators.reading import Place
from zhijia.engines.indicators.tests.agreement import (
    ActAs,
    assert_numbers_are_lists,
    assert_rebuilding_changes_nothing,
    codes_of,
)
from zhijia.organisation.actions import begin_move
from zhijia.organisation.models import Union
from zhijia.organisation.moves import finish_move, mend_places
from zhijia.organisation.scopes import load_actor, scoped
from zhijia.organisation.tests.factories import BUILDER, NOW, TODAY, SmallCity
from zhijia.services.plans.events import PLAN_PUBLISHED
from zhijia.services.plans.models import PlanDocument, PlanNode, Task
from zhijia.services.plans.queries import plans_visible_to
from zhijia.services.plans.recording import plan_event
from zhijia.services.plans.tasks.opening import NewTask, open_tasks
from zhijia.services.plans.tests.tasks.story import YEAR_END, make_move, make_tasks, post_id
from zhijia.trail.record import record


def own_plan_of_the_town(city: SmallCity) -> Task:
    """A published plan of the town with a node and a task that its own cadre leads."""
    actor = city.town_cadre.actor
    with scoped(actor):
        plan = PlanDocument.objects.create(
            union=city.north_town,
            title="柳湾镇工作要点",
            year=TODAY.year,
            sha256="1" * 64,
            text="一、建会。",
            uploaded_at=NOW,
            uploaded_by_id=post_id(city.town_cadre),
        )
        PlanNode.objects.create(plan=plan, kind="heading", position=1, start=0, end=5, text="一、建会。")
        record(plan_event(PLAN_PUBLISHED, plan, actor=actor, now=NOW, states=("review", "published")))
        PlanDocument.objects.filter(pk=plan.pk).update(state="published", published_at=NOW)
        plan.refresh_from_db()
        wanted = NewTask(None, "建会", "全面建会", "harmony", "建设和谐", date(TODAY.year, 1, 1), YEAR_END)
        return open_tasks(plan, [wanted], actor=actor, now=NOW)[0]


def move_town_south(city: SmallCity, acting_as: ActAs) -> None:
    with scoped(city.city_cadre.actor):
        move = begin_move(city.city_cadre.actor, city.north_town, parent=city.south, basis="批复", now=NOW)
    with acting_as("batch"):
        assert finish_move(move.pk, clock=lambda: NOW, rest=lambda: None, piece=1)


def test_published_plans_and_running_tasks_follow_and_every_number_stays_its_list(
    city: SmallCity, acting_as: ActAs
) -> None:
    own = own_plan_of_the_town(city)
    (led,) = make_tasks(city, "走访企业")
    assigned = {"lead": post_id(city.town_cadre), "due_on": YEAR_END.isoformat(), "standard": "完成"}
    make_move(city.research.actor, led, "assign", assigned)

    move_town_south(city, acting_as)

    with scoped(BUILDER):
        town = Union.objects.get(pk=city.north_town.pk)
        assert PlanDocument.objects.get(pk=own.plan_id).path == town.path
        assert PlanNode.objects.get(plan=own.plan_id).path == town.path
        assert {Case.objects.get(pk=own.case_id).path, Task.objects.get(pk=own.pk).path} == {town.path}
        assert set(Awaits.objects.filter(union=town).values_list("path", flat=True)) == {town.path}
        assert set(Clock.objects.filter(case=led.case_id).values_list("path", flat=True)) == {city.root.path}
        places = [Place(path) for path in (city.root.path, city.north.path, city.south.path, town.path)]
        assert_numbers_are_lists(codes_of("plans"), places=places, days=[date(TODAY.year, 1, 1), TODAY])
    assert_rebuilding_changes_nothing(acting_as)
    with acting_as("batch"):
        assert mend_places() == {}


def test_the_old_county_loses_sight_of_the_plan_and_the_new_one_gains_it(city: SmallCity, acting_as: ActAs) -> None:
    own = own_plan_of_the_town(city)

    def sees(figure_name: str) -> bool:
        actor = load_actor(getattr(city, figure_name).user, today=TODAY)
        with scoped(actor):
            return plans_visible_to(actor).filter(pk=own.plan_id).exists()

    before = (sees("county_cadre"), sees("stranger"), sees("town_cadre"))
    move_town_south(city, acting_as)

    assert before == (True, False, True)
    assert (sees("county_cadre"), sees("stranger"), sees("town_cadre")) == (False, True, True)
