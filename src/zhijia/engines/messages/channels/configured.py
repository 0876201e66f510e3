"""The ways out that this installation has, by its settings `MESSAGES_…`."""

from collections.abc import Mapping

from django.conf import settings

from zhijia.engines.messages.channels.channel import Channel, Texting
from zhijia.engines.messages.channels.email import EmailChannel
from zhijia.engines.messages.channels.texts import texting_at
from zhijia.engines.messages.channels.webhook import WebhookChannel
from zhijia.engines.messages.models import ChannelCode


def configured_channels() -> Mapping[str, Channel]:
    """By code. Messages for a channel that is not set up wait until it is."""
    channels: dict[str, Channel] = {}
    if settings.MESSAGES_SMTP:
        channels[ChannelCode.EMAIL] = EmailChannel.at(settings.MESSAGES_SMTP)
    if settings.MESSAGES_WEBHOOK:
        channels[ChannelCode.WEBHOOK] = WebhookChannel(settings.MESSAGES_WEBHOOK, settings.MESSAGES_WEBHOOK_SECRET)
    return channels


def texting() -> Texting | None:
    """The way to a phone, for codes; none when the city has not connected one."""
    if not settings.MESSAGES_TEXTS:
        return None
    return texting_at(settings.MESSAGES_TEXTS, settings.MESSAGES_TEXTS_SECRET)
