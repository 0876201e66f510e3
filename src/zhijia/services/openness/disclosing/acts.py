"""What the steps of a disclosure change."""

from datetime import date

from zhijia.engines.cases.flow import Outcome, Turn
from zhijia.engines.cases.models import Clock
from zhijia.engines.documents.models import Attachment
from zhijia.engines.documents.scans import keep_scans
from zhijia.lib.sentences import Refused
from zhijia.services.openness.disclosing.checks import check_no_personal_numbers, current_text
from zhijia.services.openness.disclosing.snapshots import digest_of_snapshot
from zhijia.services.openness.models import Disclosure, DisclosureText


def draft(turn: Turn) -> Outcome:
    """The first text, or one that was sent back and is written anew."""
    disclosure: Disclosure = turn.record
    check_no_personal_numbers(turn.data["text"], field="text")
    if disclosure.version == 0:
        return _next_version(turn, reason="")
    text = current_text(disclosure)
    text.text, text.drafted_by_id, text.drafted_on = turn.data["text"], turn.actor.person_id, turn.today
    text.drafter, text.remark = turn.actor.signature, ""
    text.save(update_fields=["text", "drafted_by", "drafter", "drafted_on", "remark"])
    return Outcome({"version": text.version, "scans": keep_scans(turn)})


def correct(turn: Turn) -> Outcome:
    """Another version is checked and published; what hangs stays until then, and stays proven ever after."""
    check_no_personal_numbers(turn.data["text"], field="text")
    if turn.data["text"] == current_text(turn.record).text:
        raise Refused("更正的内容与现在公开的完全相同，请修改后提交。", field="text")
    return _next_version(turn, reason=turn.data["reason"])


def clear(turn: Turn) -> Outcome:
    text = current_text(turn.record)
    check_no_personal_numbers(text.text, field="is_private")
    text.checked_by_id, text.checker, text.checked_on = turn.actor.person_id, turn.actor.signature, turn.today
    text.is_secret = turn.data["is_secret"]
    text.secret_reason = turn.data["secret_reason"] if text.is_secret else ""
    text.save(update_fields=["checked_by", "checker", "checked_on", "is_secret", "secret_reason"])
    return Outcome({"version": text.version, "is_secret": text.is_secret, "secret_reason": text.secret_reason})


def send_back(turn: Turn) -> Outcome:
    text = current_text(turn.record)
    text.checked_by, text.checker, text.checked_on, text.is_secret, text.secret_reason = None, "", None, False, ""
    text.remark = turn.data["reason"]
    text.save(update_fields=["checked_by", "checker", "checked_on", "is_secret", "secret_reason", "remark"])
    return Outcome({"version": text.version, "reason": turn.data["reason"]}, note=turn.data["reason"])


def publish(turn: Turn) -> Outcome:
    """Frozen: text, place and period with the hashes of the photos; the first day of publication stays the first."""
    disclosure: Disclosure = turn.record
    text = current_text(disclosure)
    photos = keep_scans(turn)
    text.channels = ",".join(turn.data["channels"])
    text.from_on, text.to_on = turn.data["from_on"], turn.data["to_on"]
    if text.checked_on is None or text.from_on < text.checked_on:
        raise Refused("公开日期不能早于审核日期。", field="from_on")
    text.digest = digest_of_snapshot(disclosure, text, photos=photos)
    text.save(update_fields=["channels", "from_on", "to_on", "digest"])
    disclosure.published_on = disclosure.published_on or text.from_on
    disclosure.posted_to = text.to_on
    disclosure.audience = disclosure.item.plan.enterprise.headcount
    disclosure.save(update_fields=["published_on", "posted_to", "audience"])
    shown = {"from_on": text.from_on.isoformat(), "to_on": text.to_on.isoformat(), "channels": text.channels}
    return Outcome({"version": text.version, "digest": text.digest, "scans": photos, **shown})


def add_photo(turn: Turn) -> Outcome:
    known = set(Attachment.objects.filter(case=turn.case).values_list("sha256", flat=True))
    if all(upload.sha256 in known for upload in turn.data["scan"]):
        raise Refused("这些照片已经上传过了。", field="scan")
    return Outcome({"version": turn.record.version, "scans": keep_scans(turn)})


def withdraw(turn: Turn) -> Outcome:
    turn.record.withdrawn_on = turn.today
    turn.record.save(update_fields=["withdrawn_on"])
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def waive(turn: Turn) -> Outcome:
    turn.record.waived_on = turn.today
    turn.record.save(update_fields=["waived_on"])
    return Outcome({"reason": turn.data["reason"]}, note=turn.data["reason"])


def redate(turn: Turn, clock: Clock, day: date) -> None:
    """Another day on which it happened: the last day in time follows."""
    turn.record.happened_on, turn.record.due_on = day, clock.due_on
    turn.record.save(update_fields=["happened_on", "due_on"])


def _next_version(turn: Turn, *, reason: str) -> Outcome:
    disclosure: Disclosure = turn.record
    disclosure.version += 1
    disclosure.save(update_fields=["version"])
    DisclosureText.objects.create(
        disclosure=disclosure,
        version=disclosure.version,
        text=turn.data["text"],
        reason=reason,
        drafted_by_id=turn.actor.person_id,
        drafter=turn.actor.signature,
        drafted_on=turn.today,
    )
    return Outcome({"version": disclosure.version, "reason": reason, "scans": keep_scans(turn)})
