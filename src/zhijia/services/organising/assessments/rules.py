"""What the law asks of a processing and its assessment. Pure: the parameters come with the call."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from zhijia.law.counting import add_months
from zhijia.law.judging import judge_duty
from zhijia.law.resolver import ResolvedParameter
from zhijia.law.verdicts import Verdict
from zhijia.lib.sentences import gettext_noop

BEFORE = "privacy.assessment.before"
KEPT = "privacy.assessment.kept"
CONSENT = "privacy.sensitive.consent"
GUARDIAN = "privacy.minor.guardian"
KEYS = (BEFORE, KEPT, CONSENT, GUARDIAN)


class Sensitive(StrEnum):
    HEALTH = "health"
    ACCOUNT = "account"
    LOCATION = "location"
    IDENTITY = "identity"
    MINOR = "minor"


WORDS = {
    Sensitive.HEALTH: gettext_noop("医疗健康"),
    Sensitive.ACCOUNT: gettext_noop("金融账户"),
    Sensitive.LOCATION: gettext_noop("行踪轨迹"),
    Sensitive.IDENTITY: gettext_noop("特定身份"),
    Sensitive.MINOR: gettext_noop("不满十四周岁未成年人的个人信息"),
}
"""What makes data sensitive (article 28, as read in the study services §C)."""


def judge(
    laws: Mapping[str, ResolvedParameter],
    *,
    sensitive: Collection[str],
    consent: str,
    guardian: str,
    assessed_on: date,
    begins_on: date | None,
) -> list[Verdict]:
    """Everything to point out; nothing of it is in the way."""
    is_before = None if begins_on is None else assessed_on <= begins_on
    found = list(judge_duty(laws[BEFORE], is_met=is_before))
    if sensitive:
        found += judge_duty(laws[CONSENT], is_met=bool(consent))
    if Sensitive.MINOR in sensitive:
        found += judge_duty(laws[GUARDIAN], is_met=bool(guardian))
    return found


def kept_until(law: ResolvedParameter, assessed_on: date) -> date | None:
    """Until when the report must be there. From which day the years count no text was read: here from the assessment."""
    return None if law.value is None else add_months(assessed_on, 12 * law.number)
