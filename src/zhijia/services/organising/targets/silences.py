"""The silences between contacts: one lasts while an enterprise is in a stage in which it is to be contacted (OG-01)."""

from datetime import date, timedelta

from zhijia.engines.cases.clocks import LocalLaw
from zhijia.services.organising.targets.models import OrganisingTarget, Silence
from zhijia.services.organising.targets.rules import SPOKEN_TO

YELLOW, RED = "organising.silence.yellow", "organising.silence.red"


def keep_silence(target: OrganisingTarget, state: str, *, since: date, place: str) -> None:
    """Let a silence begin on the day of a contact or of a new stage, in the stages that know one; end it in others.

    A contact that is entered late, behind a newer one, changes nothing.
    """
    lasting = target.silences.filter(to_on=None).first()
    if lasting is not None and state in SPOKEN_TO and since <= lasting.from_on:
        return
    if lasting is not None:
        lasting.to_on = max(since, lasting.from_on)
        lasting.save(update_fields=["to_on"])
    if state in SPOKEN_TO:
        law = LocalLaw()
        yellow, red = (timedelta(days=law.rule(key, place=place, on=since).number) for key in (YELLOW, RED))
        Silence.objects.create(target=target, from_on=since, yellow_from=since + yellow, red_from=since + red)
