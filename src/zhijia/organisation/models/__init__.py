"""The nouns every service stands on: unions, enterprises, people, posts, accounts, and local corrections of the law."""

from zhijia.organisation.models.accounts import ActivationSlip, PasswordReset, User
from zhijia.organisation.models.consents import Consent
from zhijia.organisation.models.enterprises import Enterprise, UnionCoverage
from zhijia.organisation.models.exports import PeopleExport
from zhijia.organisation.models.households import Household, HouseholdMember
from zhijia.organisation.models.imports import ImportBatch, ImportRow
from zhijia.organisation.models.memberships import Membership
from zhijia.organisation.models.merges import MergeKind, PersonMerge
from zhijia.organisation.models.moves import UnionMove
from zhijia.organisation.models.outside import LabourBureau, Mandate, PartyKind
from zhijia.organisation.models.overrides import CalendarDayOverride, CalendarNotice, OverrideKind, ParameterOverride
from zhijia.organisation.models.people import Employment, Person
from zhijia.organisation.models.posts import Post, PostHolding
from zhijia.organisation.models.rosters import MatchCount, Roster, RosterLayout, RosterPiece, RosterRow
from zhijia.organisation.models.unions import City, OtherParent, Union
from zhijia.organisation.models.vitality import LifeSign
from zhijia.organisation.protection.data_keys import DataKey

__all__ = [
    "ActivationSlip",
    "CalendarDayOverride",
    "CalendarNotice",
    "City",
    "Consent",
    "DataKey",
    "Employment",
    "Enterprise",
    "Household",
    "HouseholdMember",
    "ImportBatch",
    "ImportRow",
    "LabourBureau",
    "LifeSign",
    "Mandate",
    "MatchCount",
    "Membership",
    "MergeKind",
    "OtherParent",
    "OverrideKind",
    "ParameterOverride",
    "PartyKind",
    "PasswordReset",
    "PeopleExport",
    "Person",
    "PersonMerge",
    "Post",
    "PostHolding",
    "Roster",
    "RosterLayout",
    "RosterPiece",
    "RosterRow",
    "Union",
    "UnionCoverage",
    "UnionMove",
    "User",
]
