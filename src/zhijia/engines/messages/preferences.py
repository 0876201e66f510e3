"""A person's own settings: by which channels, at which address."""

from email.utils import parseaddr

from zhijia.engines.messages.addresses import UnreadableAddressError, conceal, reveal
from zhijia.engines.messages.models import ChannelCode, Preference
from zhijia.lib.sentences import Refused
from zhijia.organisation.actions.phones import is_mobile, is_own_verified
from zhijia.organisation.models import Person
from zhijia.organisation.scopes import Actor

LONGEST_ADDRESS = 120


def addresses_of(actor: Actor) -> dict[str, str]:
    """The addresses by which this person is told, by channel; a channel that is off is left out."""
    found: dict[str, str] = {}
    if actor.person_id is None:
        return found
    for row in Preference.objects.filter(person_id=actor.person_id, is_on=True):
        try:
            found[row.channel] = reveal(row.address)
        except UnreadableAddressError:
            found[row.channel] = ""
    return found


def set_address(actor: Actor, channel: str, address: str) -> None:
    """Be told by this channel at that address; an empty one turns the channel off and forgets the address."""
    if actor.person_id is None:
        raise Refused("请先登录再设置。")
    address = address.strip()
    if not address:
        Preference.objects.filter(person_id=actor.person_id, channel=channel).delete()
        return
    if len(address) > LONGEST_ADDRESS or any(character.isspace() for character in address):
        raise Refused("地址里不能有空格，最长120个字符。", field=channel)
    if channel == ChannelCode.EMAIL and ("@" not in address or parseaddr(address)[1] != address):
        raise Refused("请填写完整的邮箱地址，例如 name@example.org。", field=channel)
    if channel == ChannelCode.WEBHOOK and is_mobile(address):
        _refuse_unverified(actor, address)
    Preference.objects.update_or_create(
        person_id=actor.person_id, channel=channel, defaults={"is_on": True, "address": conceal(address)}
    )


def _refuse_unverified(actor: Actor, number: str) -> None:
    """ID-09: texts go to a number that its owner has verified."""
    if not is_own_verified(Person.objects.filter(pk=actor.person_id or 0).first(), number):
        raise Refused("短信只发到本人登记并核验过的手机号码，请先核验这个号码。", field=ChannelCode.WEBHOOK)
