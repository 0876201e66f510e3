"""The job that hands a survey out, in the scope of whoever did so, under the application's own role."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.lib.sentences import Refused
from zhijia.organisation.application_role import as_application
from zhijia.services.statistics.handing import hand_out_piece, runner_of, standing_still, stop


@app.task(name="statistics.hand_out")
def hand_out_rest(handing_id: int) -> None:
    """Ask everybody who has no return yet, piece by piece; a piece that was committed is never done again."""
    try:
        with as_application():
            actor = runner_of(handing_id, now=timezone.now())
            while hand_out_piece(handing_id, actor, now=timezone.now()):
                continue
    except Refused as refusal:
        stop(handing_id, refusal.sentence)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="statistics.resume", pass_context=False)
def resume_handing_out(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
    """Go on where a job was killed."""
    for handing_id in standing_still(now=timezone.now()):
        hand_out_rest(handing_id)
