"""The channels that this installation has, by the settings `MESSAGES_SMTP`, `MESSAGES_WEBHOOK`, `MESSAGES_WEBHOOK_SECRET`."""

from collections.abc import Mapping

from django.conf import settings

from zhijia.engines.messages.channels.channel import Channel
from zhijia.engines.messages.channels.email import EmailChannel
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
