"""The digits are made when they go out: they stand in no table, no queue and no log."""

import secrets
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from zhijia.engines.messages.channels.channel import Text, Texting, UndeliveredError
from zhijia.engines.messages.models import PhoneCode
from zhijia.engines.messages.phones.codes import DIGITS, hash_of
from zhijia.engines.messages.phones.limits import limits_at


def send_code(pk: int, texting: Texting, *, now: datetime) -> bool:
    """Make the digits of a code and send them; says whether they went out. A repetition sends nothing."""
    text = _made(pk, now=now)
    if text is None:
        return False
    try:
        texting.text(text)
    except UndeliveredError:
        PhoneCode.objects.filter(pk=pk).update(failed_at=now, code_hash="", expires_at=None)
        return False
    return True


def _made(pk: int, *, now: datetime) -> Text | None:
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    with transaction.atomic():
        fresh = PhoneCode.objects.select_for_update(of=("self",)).select_related("person__home")
        code = fresh.filter(pk=pk, code_hash="", failed_at=None).first()
        if code is None:
            return None
        person, limits = code.person, limits_at(code.person.home.place, now=now)
        if person.phone is None or person.phone_index != code.phone_index:
            code.failed_at = now
            code.save(update_fields=["failed_at"])
            return None
        code.code_hash, code.expires_at = hash_of(code, digits), now + limits.lasts
        code.save(update_fields=["code_hash", "expires_at"])
    minutes = int(limits.lasts.total_seconds() // 60)
    return Text(key=str(uuid4()), phone=person.phone.reveal(), code=digits, minutes=minutes, sent_at=now)
