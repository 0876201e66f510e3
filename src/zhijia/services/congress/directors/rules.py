"""Who must have employee directors and supervisors (WC-033, WC-034). Pure."""

from zhijia.engines.ballots.rules import Reckoning, reckon_share, reckoned
from zhijia.law.judging import reaches
from zhijia.law.resolver import ResolvedParameter
from zhijia.lib.sentences import Sentence, gettext_noop

STAFF, BOARD = gettext_noop("职工监事"), gettext_noop("监事会成员")


def is_bound(law: ResolvedParameter, *, headcount: int | None) -> bool | None:
    """WC-033: whether a company of this size is under the duty; None: its size or the rule is not known."""
    if headcount is None or law.value is None:
        return None
    return reaches(law, headcount)


def judge_duty_of(
    law: ResolvedParameter, *, headcount: int | None, directors: int, supervisors: int
) -> Reckoning | None:
    """WC-033: an employee director, unless employees sit on a supervisory board. None where nothing can be said."""
    if not is_bound(law, headcount=headcount):
        return None
    words = {"staff": headcount, "least": law.number, "directors": directors, "supervisors": supervisors}
    formula = Sentence("职工{staff}人 ≥ {least}人，职工董事{directors}名，职工监事{supervisors}名", words)
    return reckoned(law, formula, is_kept=directors + supervisors > 0)


def judge_supervisors(law: ResolvedParameter, *, supervisors: int, board: int) -> Reckoning:
    """WC-034: so many of the supervisory board are employees."""
    return reckon_share(law, (STAFF, supervisors), (BOARD, board))
