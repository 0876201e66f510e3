"""Sending what is due by the channels there are: claimed, sent outside any transaction, and written down.

A worker that dies while sending leaves a claim that runs out; the letter goes out again with the same key. A channel that is
down is tried again after longer and longer pauses, for a week and ten times at least; then the delivery fails, and an
administrator may retry it. A machine clock that was set back holds nothing up.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from zhijia.engines.messages.addresses import UnreadableAddressError, reveal
from zhijia.engines.messages.channels.channel import Channel, Letter, UndeliveredError
from zhijia.engines.messages.models import ChannelCode, Delivery, DeliveryAttempt, DeliveryState, Preference
from zhijia.engines.messages.wording import told
from zhijia.organisation.actions.phones import is_mobile, is_own_verified
from zhijia.organisation.models import Person

PORTION = 50
CLAIM = timedelta(minutes=5)
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
GIVEN_UP_AFTER, LEAST_ATTEMPTS = timedelta(days=7), 10


def deliver_due(channels: Mapping[str, Channel], *, now: datetime) -> int:
    """Send a portion of what is due; returns how many were tried."""
    claimed = _claim(list(channels), now=now)
    for delivery in claimed:
        _attempt(delivery, channels[delivery.channel], now=now)
    return len(claimed)


def _claim(codes: list[str], *, now: datetime) -> list[Delivery]:
    with transaction.atomic():
        due = Delivery.objects.select_for_update(skip_locked=True).filter(
            Q(next_at__lte=now) | Q(next_at__gt=now + LONGEST_PAUSE),  # the latter: written by a clock since set back
            channel__in=codes,
            state__in=[DeliveryState.QUEUED, DeliveryState.SENDING],
        )
        ids = [row.pk for row in due.order_by("next_at", "pk")[:PORTION]]
        Delivery.objects.filter(pk__in=ids).update(
            state=DeliveryState.SENDING, next_at=now + CLAIM, attempts=F("attempts") + 1
        )
    return list(Delivery.objects.select_related("message").filter(pk__in=ids).order_by("next_at", "pk"))


def _attempt(delivery: Delivery, channel: Channel, *, now: datetime) -> None:
    problem = ""
    try:
        _send(delivery, channel)
    except (UndeliveredError, UnreadableAddressError) as error:
        problem = str(error)
    with transaction.atomic():
        DeliveryAttempt.objects.create(delivery=delivery, at=now, is_sent=not problem, detail=problem[:200])
        delivery.last_error = problem[:200]
        delivery.state, delivery.next_at = _next(delivery, now=now) if problem else (DeliveryState.SENT, now)
        delivery.save(update_fields=["last_error", "state", "next_at"])


def _send(delivery: Delivery, channel: Channel) -> None:
    message = delivery.message
    preference = Preference.objects.filter(person_id=message.person_id, channel=delivery.channel, is_on=True).first()
    if preference is None:
        raise UndeliveredError("收件人已关闭这个渠道")
    address = reveal(preference.address)
    if delivery.channel == ChannelCode.WEBHOOK and is_mobile(address):
        _refuse_unverified(preference.person, address)
    channel.send(
        Letter(
            key=str(delivery.key),
            address=address,
            kind=message.kind,
            told=told(message.kind),
            link=settings.PUBLIC_ADDRESS,
            sent_at=message.sent_at,
        )
    )


def _refuse_unverified(person: Person, number: str) -> None:
    """ID-09: a number may have changed since it was entered."""
    if not is_own_verified(person, number):
        raise UndeliveredError("手机号码未经本人核验")


def _next(delivery: Delivery, *, now: datetime) -> tuple[DeliveryState, datetime]:
    if now - delivery.message.sent_at > GIVEN_UP_AFTER and delivery.attempts >= LEAST_ATTEMPTS:
        return DeliveryState.FAILED, now
    return DeliveryState.QUEUED, now + pause_after(delivery.attempts)


def pause_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: one minute, two, four … an hour."""
    doublings = min(max(attempts - 1, 0), 10)
    return min(FIRST_PAUSE * int(2**doublings), LONGEST_PAUSE)
