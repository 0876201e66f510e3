"""The opinion that goes to the employer: what was examined by whom, what was found, what is asked by when."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.utils.translation import gettext

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.cases.sides import serve_on_employer
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import register_template
from zhijia.engines.documents.wording import basis_of, items_of
from zhijia.lib.phrases import listed
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.openness.disclosing.letters import SERIES
from zhijia.services.openness.inspecting.checks import BROKEN, problems_of
from zhijia.services.openness.models import CheckEntry, OpennessCheck, Problem

FOLDER = Path(__file__).parents[1] / "documents"
OPINION_TEMPLATE = register_template(
    "openness.opinion",
    _("厂务公开监督意见书"),
    FOLDER / "opinion.md",
    [
        Field("addressee"),
        Field("case"),
        Field("body"),
        Field("members"),
        Field("checked_on", FieldKind.DAY),
        Field("problems", FieldKind.ROWS),
        Field("demands", FieldKind.LINES),
        Field("rectify_by", FieldKind.DAY),
        Field("basis"),
    ],
    series=SERIES,
)


def _opinion(turn: Turn) -> Mapping[str, Any]:
    check: OpennessCheck = turn.record
    entries = list(CheckEntry.objects.filter(check_of=check).order_by("pk"))
    found, law = problems_of(entries), LocalLaw()
    broken = [key for key, problems in BROKEN.items() if not found.isdisjoint(map(str, problems))]
    rules = [law.rule(key, place=turn.case.place, on=turn.today) for key in broken]
    enterprise = turn.case.enterprise
    return {
        "addressee": enterprise.name if enterprise else turn.case.title,
        "case": turn.case.number,
        "body": str(check.get_body_display()),
        "members": check.members,
        "checked_on": check.checked_on,
        "problems": [(one.title, problems_in_words(one), one.found) for one in entries if one.problems],
        "demands": items_of(check.demands),
        "rectify_by": check.rectify_by,
        "basis": basis_of(*rules) or "厂务公开有关规定",
    }


def problems_in_words(entry: CheckEntry) -> str:
    """In the language of whoever reads; a letter is read in Chinese."""
    return listed((str(Problem(code).label) for code in entry.problems.split(",") if code), gettext)


OPINION = Paper(OPINION_TEMPLATE.code, _opinion, serve_on_employer)
