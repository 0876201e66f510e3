"""What accepting, dismissing, investigating, rechecking, referring and closing change."""

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.sharing import employer_party, share_with_party
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused
from zhijia.organisation.models import Union
from zhijia.services.supervision.checks.letters import latest_letter
from zhijia.services.supervision.forms.casework import InvestigateForm, RecheckForm, ReferForm
from zhijia.services.supervision.models import Investigation, Investigator, Recheck, Referral, Supervision
from zhijia.services.supervision.models.letters import LetterKind
from zhijia.services.supervision.models.supervisions import Result


def accept(turn: Turn) -> Outcome:
    turn.record.accepted_on = turn.today
    turn.record.save(update_fields=["accepted_on"])
    return Outcome(data={"matter": turn.record.matter})


def dismiss(turn: Turn) -> Outcome:
    turn.record.closing_note = turn.data["reason"]
    turn.record.save(update_fields=["closing_note"])
    return Outcome(data={"reason": turn.data["reason"]})


def hand_up(turn: Turn) -> Outcome:
    """From now on it is the turn of the union above the one that handled it."""
    supervision: Supervision = turn.record
    upper = Union.objects.filter(children=supervision.handled_by_id).first()
    if upper is None:
        raise Refused("已经是最上级工会，不能再报请上级。")
    before, supervision.handled_by = supervision.handled_by_id, upper
    supervision.save(update_fields=["handled_by"])
    return Outcome(data={"from": before, "to": upper.pk, "reason": turn.data["reason"]})


def investigate(turn: Turn) -> Outcome:
    values = {name: turn.data[name] for name in InvestigateForm.Meta.fields}
    investigation = Investigation.objects.create(supervision=turn.record, **values)
    supervisors = list(turn.data["supervisors"])
    Investigator.objects.bulk_create(
        Investigator(investigation=investigation, supervisor=found, name=found.name, certificate=found.certificate)
        for found in supervisors
    )
    data = {"investigation": investigation.pk, "held_on": investigation.held_on.isoformat()}
    return Outcome(data={**data, "supervisors": [found.pk for found in supervisors], "scans": keep_scans(turn)})


def report_rectified(turn: Turn) -> Outcome:
    """The employer says that it is done; whether it is, a recheck finds out."""
    supervision: Supervision = turn.record
    supervision.rectified_on = turn.data["day"]
    supervision.save(update_fields=["rectified_on"])
    data = {"rectified_on": supervision.rectified_on.isoformat(), "scans": keep_scans(turn)}
    return Outcome(data=data, on_paper=employer_on_paper(turn))


def recheck(turn: Turn) -> Outcome:
    """What was demanded is done, or the employer has failed the letter."""
    supervision: Supervision = turn.record
    values = {name: turn.data[name] for name in RecheckForm.Meta.fields}
    letter = latest_letter(supervision, LetterKind.PROMPT, LetterKind.OPINION)
    limit = letter.rectify_by if letter else None
    done_on = supervision.rectified_on or values["checked_on"]
    found = Recheck.objects.create(supervision=supervision, is_late=limit is not None and done_on > limit, **values)
    is_done = found.result == Result.CORRECTED
    supervision.defaulted_on = None if is_done else turn.today
    supervision.save(update_fields=["defaulted_on"])
    data = {"recheck": found.pk, "result": found.result, "is_late": found.is_late, "scans": keep_scans(turn)}
    return Outcome(data=data, to_state="corrected" if is_done else "defaulted")


def refer(turn: Turn) -> Outcome:
    values = {name: turn.data[name] for name in ReferForm.Meta.fields}
    referral = Referral.objects.create(supervision=turn.record, **values)
    return Outcome(data={"referral": referral.pk, "receiver": referral.receiver, "scans": keep_scans(turn)})


def close(turn: Turn) -> Outcome:
    supervision: Supervision = turn.record
    supervision.closing_note, supervision.told_on = turn.data["note"], turn.data["told_on"]
    supervision.save(update_fields=["closing_note", "told_on"])
    return Outcome(data={"note": supervision.closing_note}, note=supervision.closing_note)


def employer_on_paper(turn: Turn) -> str:
    """The employer's name when a union post enters its act from paper, empty when the employer acted itself."""
    if turn.actor.post is None or turn.case.enterprise is None:
        return ""
    return str(turn.case.enterprise.name)


def share_with_employer(turn: Turn) -> None:
    """The employer sees the case from the moment that something was sent to it here."""
    if turn.case.enterprise_id is not None:
        share_with_party(turn.case, employer_party(turn.case.enterprise_id))
