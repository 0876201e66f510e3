"""What the phone needs to keep visits: a key of its own for each account, which the server gives again after every sign-in.

The device keeps ciphertext only. The key lives in the tab's session and goes with it or at sign-out, so that what stays
on the device is unreadable; whoever signs in again with the same account gets the same key and sends what was left.
"""

from base64 import b64encode
from collections.abc import Sequence
from typing import Any

from django.utils.crypto import salted_hmac

from zhijia.organisation.scopes import Actor

SALT = "zhijia.contacts.vault"
SHOWN = 12
Choice = tuple[int, str]
"""The case that a visit may be about, and how it is called."""


def key_of(user_id: int) -> bytes:
    """32 bytes for AES-256-GCM, derived from the installation's secret and the account."""
    return salted_hmac(SALT, str(user_id), algorithm="sha256").digest()


def owner_of(user_id: int) -> str:
    """By which the device tells whose records these are, without a name."""
    return salted_hmac(f"{SALT}.owner", str(user_id), algorithm="sha256").hexdigest()[:SHOWN]


def ticket_of(actor: Actor, choices: Sequence[Choice]) -> dict[str, Any]:
    """Key, owner and what may be visited, as the page keeps them for the time without network."""
    if actor.user_id is None:
        return {}
    return {
        "key": b64encode(key_of(actor.user_id)).decode(),
        "owner": owner_of(actor.user_id),
        "about": [{"id": pk, "name": name} for pk, name in choices],
    }
