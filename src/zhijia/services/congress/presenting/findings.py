"""What was pointed out in a case, as its page shows it: the rule, and the sentence in the reader's language."""

from collections.abc import Iterable

from django.utils.translation import get_language

from zhijia.engines.cases.models import CaseFinding
from zhijia.services.congress.sessions.missed import MISSED
from zhijia.services.congress.sessions.models import CongressSession


def present_findings(rows: Iterable[CaseFinding]) -> list[tuple[str, str]]:
    """Each once, however often it was said."""
    is_english = (get_language() or "").startswith("en")
    return list(dict.fromkeys((row.rule, row.text_en if is_english else row.text) for row in rows))


def standing(rows: Iterable[CaseFinding], session: CongressSession) -> list[CaseFinding]:
    """Without what was missed and then done: a day in time shows that nothing was wrong, a later one says so itself."""
    done = {MISSED["publication"]: session.published_on, MISSED["report"]: session.reported_on}
    return [row for row in rows if done.get(row.verb) is None]
