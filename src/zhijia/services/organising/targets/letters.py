"""建会告知书: what the law asks of an employer, put in writing (services §A8)."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.engines.cases.flow import Paper, Turn
from zhijia.engines.documents.composing.merging import Field, FieldKind
from zhijia.engines.documents.issuing.registry import NumberSeries, register_template
from zhijia.engines.documents.wording import basis_of, term_of
from zhijia.lib.sentences import gettext_noop as _
from zhijia.services.organising.targets.models import OrganisingTarget

NOTICES = NumberSeries("organising.founding_notices", _("建会告知书"), "建告")
NOTICE = register_template(
    "organising.founding_notice",
    _("建立工会组织告知书"),
    Path(__file__).parents[1] / "documents" / "founding_notice.md",
    [
        Field("addressee"),
        Field("case"),
        Field("members"),
        Field("headcount", by_hand=True),
        Field("basis"),
        Field("term", is_required=False),
        Field("answer_by", FieldKind.DAY),
        Field("signer"),
    ],
    series=NOTICES,
)


def _notice(turn: Turn) -> Mapping[str, Any]:
    target: OrganisingTarget = turn.record
    law = LocalLaw()
    members, founding = (
        law.rule(key, place=turn.case.place, on=turn.today) for key in ("union.committee.members", "union.founding")
    )
    enterprise, limit = target.enterprise, term_of(founding) if founding.value else ""
    return {
        "addressee": enterprise.name,
        "case": turn.case.number,
        "members": f"{members.number}人",
        "headcount": f"{enterprise.headcount}人" if enterprise.headcount is not None else "",
        "basis": basis_of(members, founding) or "《中华人民共和国工会法》",
        "term": f"用人单位应当自开业或者设立之日起{limit}内建立工会组织。" if limit else "",
        "answer_by": turn.data["answer_by"],
        "signer": turn.data["signer"],
    }


NOTICE_LETTER = Paper(NOTICE.code, _notice)
