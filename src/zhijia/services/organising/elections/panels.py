"""What the page of an election shows, and what the page of a union says of its terms."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.engines.cases.models import Case
from zhijia.engines.cases.panels import register_facts
from zhijia.lib.sentences import gettext_noop
from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import UnionKind
from zhijia.organisation.panels import PanelQuestion, register_panel
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.electing.models import OfficeTerm
from zhijia.services.organising.elections.flow import ELECTION_FLOW
from zhijia.services.organising.elections.models import Election
from zhijia.services.organising.founding.panels import shown_votes
from zhijia.ui.components import Fact
from zhijia.ui.reader import day_read

DAYS = (
    ("vacant_on", gettext_noop("主席空缺")),
    ("consented_on", gettext_noop("本级工会委员会同意")),
    ("asked_on", gettext_noop("请示")),
    ("approved_on", gettext_noop("批复")),
    ("meeting_on", gettext_noop("大会")),
    ("held_on", gettext_noop("投票")),
    ("reported_on", gettext_noop("结果报送")),
    ("confirmed_on", gettext_noop("结果批复")),
)


def show_election(_actor: Actor, case: Case, _today: date) -> Mapping[str, Any]:
    """What it is about, what was decided when, who stood and how they voted."""
    election = Election.objects.select_related("post", "person").get(case=case)
    days = [Fact(_(label), day_read(day)) for name, label in DAYS if (day := getattr(election, name))]
    return {"facts": _facts(election), "days": days, **shown_votes(case)}


def _facts(election: Election) -> list[Fact]:
    facts = [Fact(_("选举类别"), election.get_kind_display()), Fact(_("事由"), election.reason)]
    if election.person and election.post:
        facts.append(Fact(_("涉及人员"), election.person.name, note=election.post.title))
    if election.proposer:
        count = _("联名 %(n)d 人，会员 %(all)d 人") % {"n": election.proposers or 0, "all": election.members or 0}
        facts.append(Fact(_("提议人"), election.get_proposer_display(), note=count if election.proposers else ""))
    if election.yes is not None:
        facts.append(Fact(_("罢免表决"), f"{election.yes}/{election.entitled}"))
    elif election.entitled:
        facts.append(Fact(_("全体会员代表人数"), str(election.entitled)))
    if election.postpone_asked_to:
        facts.append(Fact(_("申请延期至"), day_read(election.postpone_asked_to)))
    if election.ordinal:
        words = _("第 %(n)d 届，%(years)d 年") % {"n": election.ordinal, "years": election.term_years or 0}
        facts.append(Fact(_("届次"), words))
    return facts


def read_terms_of(question: PanelQuestion) -> Mapping[str, object] | None:
    """The terms of a union, the present one first, and where its next election is entered. One query."""
    union = question.row
    if not isinstance(union, Union) or union.kind in (UnionKind.BRANCH, UnionKind.GROUP):
        return None
    terms = OfficeTerm.objects.filter(union=union).order_by("-from_on")[:5]
    may = can_administer(question.actor, union.path)
    return {
        "facts": [_term(term) for term in terms],
        "open_url": reverse("organising:open_election", args=[union.pk]) if may else "",
    }


def _term(term: OfficeTerm) -> Fact:
    span = f"{day_read(term.from_on)} — {day_read(term.ended_on or term.to_on)}"
    note = _("经同意延期至 %(day)s") % {"day": day_read(term.postponed_to)} if term.postponed_to else ""
    name = _("第 %(n)d 届") % {"n": term.ordinal} if term.ordinal else _("届次不详")
    return Fact(name, span, note=note)


register_facts(ELECTION_FLOW.code, "organising/_election.html", show_election)
register_panel(
    place="union",
    code="organising.terms",
    title=gettext_noop("届次"),
    template="organising/_panel_terms.html",
    read=read_terms_of,
    order=20,
)
