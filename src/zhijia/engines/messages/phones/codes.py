"""Asking for a code, and entering it."""

from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare, salted_hmac

from zhijia.engines.messages.channels.configured import texting
from zhijia.engines.messages.models import PhoneCode
from zhijia.engines.messages.phones.limits import limits_at
from zhijia.lib.sentences import Refused, Sentence, gettext_noop
from zhijia.organisation.actions.phones import keep_phone_verified
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import SYSTEM, Actor, scoped

DIGITS = 6
DAY = timedelta(days=1)
NO_GATEWAY = gettext_noop("还没有接通短信，不能核验手机号码。请联系本级工会的系统管理员。")
NO_PHONE = gettext_noop("还没有登记您的手机号码，请先申请更正。")
DOES_NOT_FIT = gettext_noop("验证码不对，请核对短信里的6位数字。")
VOID = gettext_noop("验证码已过期、已用过或输错次数太多，请重新发送。")


def ask_code(actor: Actor, *, now: datetime) -> PhoneCode:
    """Have a code sent to the actor's own registered number; what was sent before becomes void.

    Raises `Refused`: no gateway, no number, verified already, one was sent a moment ago, too many within a day.
    """
    if texting() is None:
        raise Refused(NO_GATEWAY)
    person = _locked(actor)
    if person.phone is None or person.phone_index is None:
        raise Refused(NO_PHONE)
    if person.phone_verified_at is not None:
        raise Refused("这个手机号码已经核验，不用再发。")
    _refuse_too_many(person, now=now)
    PhoneCode.objects.filter(person=person, asked_at__lte=now - DAY).delete()
    return PhoneCode.objects.create(person=person, phone_index=person.phone_index, asked_at=now)


def confirm_code(actor: Actor, typed: str, *, now: datetime) -> None:
    """Enter the code: the number is verified. A wrong entry counts also when this raises `Refused`: let the transaction stand."""
    person = _locked(actor)
    code = newest_code(actor)
    if code is None or not is_open(code, tries=limits_at(person.home.place, now=now).tries, now=now):
        raise Refused(VOID, field="code")
    if not constant_time_compare(code.code_hash, hash_of(code, typed.strip())):
        code.tries += 1
        code.save(update_fields=["tries"])
        raise Refused(DOES_NOT_FIT, field="code")
    keep_phone_verified(actor, bytes(code.phone_index), now=now)
    code.used_at = now
    code.save(update_fields=["used_at"])


def newest_code(actor: Actor) -> PhoneCode | None:
    """The code asked for last."""
    return PhoneCode.objects.filter(person_id=actor.person_id or 0).order_by("-asked_at", "-pk").first()


def is_open(code: PhoneCode, *, tries: int, now: datetime) -> bool:
    """Whether the code went out and can still be entered."""
    is_out = bool(code.code_hash) and code.expires_at is not None and code.expires_at > now
    return is_out and code.used_at is None and code.tries < tries


def hash_of(code: PhoneCode, digits: str) -> str:
    """Keyed by the installation, and different for each row: a million codes are soon tried by whoever reads the table."""
    return salted_hmac("zhijia.engines.messages.phones", f"{code.pk}:{digits}", algorithm="sha256").hexdigest()


def _locked(actor: Actor) -> Person:
    """One at a time for each person: a double click sends one code, and guesses are counted one after another."""
    with scoped(SYSTEM):
        found = Person.objects.select_related("home").select_for_update(of=("self",))
        person = found.filter(pk=actor.person_id or 0).first()
    if person is None:
        raise Refused("这个账号没有对应的人员。")
    return person


def _refuse_too_many(person: Person, *, now: datetime) -> None:
    limits = limits_at(person.home.place, now=now)
    sent = PhoneCode.objects.filter(person=person, asked_at__gt=now - DAY, failed_at=None).order_by("-asked_at")
    moments = list(sent.values_list("asked_at", flat=True))
    if moments and now - moments[0] < limits.pause:
        raise Refused("刚刚发过验证码，请稍等再发。")
    if len(moments) >= limits.daily:
        raise Refused(Sentence("24小时内最多发送{most}次验证码，请明天再试。", {"most": limits.daily}))
