"""Jobs of the messages engine."""

from django.utils import timezone
from procrastinate.contrib.django import app

from zhijia.engines.messages.channels.configured import configured_channels, texting
from zhijia.engines.messages.delivering import deliver_due
from zhijia.engines.messages.phones.sending import send_code


@app.periodic(cron="* * * * *")
@app.task(queueing_lock="messages.deliver", name="messages.deliver")
def deliver_messages(timestamp: int) -> int:  # noqa: ARG001 - procrastinate says when it was due
    """Send what is due by every channel that is set up, until nothing is left; returns how many were tried."""
    channels = configured_channels()
    tried = total = deliver_due(channels, now=timezone.now()) if channels else 0
    while tried:
        tried = deliver_due(channels, now=timezone.now())
        total += tried
    return total


@app.task(name="messages.send_phone_code")
def send_phone_code(code_id: int) -> bool:
    """Send a code that was asked for; says whether it went out."""
    way = texting()
    return way is not None and send_code(code_id, way, now=timezone.now())
