"""Jobs of campaigns. The work is done under the application's own role in the scope of whoever started the campaign."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.engines.campaigns.running import run_piece, runner_of, standing_still, stop
from zhijia.lib.sentences import Refused
from zhijia.organisation.application_role import as_application


@app.task(name="campaigns.run")
def run_campaign(campaign_id: int) -> None:
    """Act on every target piece by piece; a piece that was committed is never done again."""
    try:
        with as_application():
            actor = runner_of(campaign_id, now=timezone.now())
            while run_piece(campaign_id, actor, now=timezone.now()):
                continue
    except Refused as refusal:
        stop(campaign_id, refusal.sentence)


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="campaigns.resume", pass_context=False)
def resume_campaigns(timestamp: int) -> None:  # noqa: ARG001 - given by the scheduler
    """Go on with campaigns whose job was killed."""
    for campaign_id in standing_still(now=timezone.now()):
        run_campaign(campaign_id)
