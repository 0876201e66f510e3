"""Everything that is written on this floor goes through these doors; each checks the actor and leaves events."""

from zhijia.organisation.actions.cities import appoint_first_administrator, found_city
from zhijia.organisation.actions.coverage import (
    NewCoverage,
    cover_enterprise,
    cover_enterprises,
    uncover_enterprise,
)
from zhijia.organisation.actions.employment import NewEmployment, employ, employ_all, end_employment
from zhijia.organisation.actions.enterprises import (
    PlacedEnterprise,
    change_enterprise,
    enter_enterprise,
    enter_enterprises,
)
from zhijia.organisation.actions.holdings import Appointment, appoint, appoint_all, end_holding, hand_over, name_deputy
from zhijia.organisation.actions.mandates import NewMandate, end_mandate, enter_bureau, give_mandate
from zhijia.organisation.actions.moves import begin_move
from zhijia.organisation.actions.parents import end_other_parent, set_other_parent
from zhijia.organisation.actions.people import NewPerson, enter_people, enter_person
from zhijia.organisation.actions.posts import PlacedPost, choose_post, close_post, create_post, create_posts
from zhijia.organisation.actions.staff import Staff, StaffEntry, enter_people_posts
from zhijia.organisation.actions.unions import PlacedUnion, change_union, create_union, enter_unions

__all__ = [
    "Appointment",
    "NewCoverage",
    "NewEmployment",
    "NewMandate",
    "NewPerson",
    "PlacedEnterprise",
    "PlacedPost",
    "PlacedUnion",
    "Staff",
    "StaffEntry",
    "appoint",
    "appoint_all",
    "appoint_first_administrator",
    "begin_move",
    "change_enterprise",
    "change_union",
    "choose_post",
    "close_post",
    "cover_enterprise",
    "cover_enterprises",
    "create_post",
    "create_posts",
    "create_union",
    "employ",
    "employ_all",
    "end_employment",
    "end_holding",
    "end_mandate",
    "end_other_parent",
    "enter_bureau",
    "enter_enterprise",
    "enter_enterprises",
    "enter_people",
    "enter_people_posts",
    "enter_person",
    "enter_unions",
    "found_city",
    "give_mandate",
    "hand_over",
    "name_deputy",
    "set_other_parent",
    "uncover_enterprise",
]
