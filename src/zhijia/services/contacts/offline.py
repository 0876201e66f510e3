"""What the phone needs to keep visits: a key of its own for each account, which the server gives again after every sign-in.

The device keeps ciphertext only. The key lives in the tab's session and goes with it or at sign-out, so that what stays
on the device is unreadable; whoever signs in again with the same account gets the same key and sends what was left.
"""

from base64 import b64encode
from typing import Any

from django.utils.crypto import salted_hmac

from zhijia.organisation.scopes import Actor
from zhijia.services.contacts.queries import pairs_of_post

SALT = "zhijia.contacts.vault"
SHOWN = 12


def key_of(user_id: int) -> bytes:
    """32 bytes for AES-256-GCM, derived from the installation's secret and the account."""
    return salted_hmac(SALT, str(user_id), algorithm="sha256").digest()


def owner_of(user_id: int) -> str:
    """By which the device tells whose records these are, without a name."""
    return salted_hmac(f"{SALT}.owner", str(user_id), algorithm="sha256").hexdigest()[:SHOWN]


def pairs_to_visit(actor: Actor) -> list[tuple[int, str]]:
    """The cases of the pairs that the acting post visits, with the names of their unions."""
    rows = pairs_of_post(actor).filter(case__state="active")
    return list(rows.values_list("case_id", "union__name"))


def ticket_of(actor: Actor) -> dict[str, Any]:
    """Key, owner and pairs, as the page keeps them for the time without network."""
    if actor.user_id is None:
        return {}
    return {
        "key": b64encode(key_of(actor.user_id)).decode(),
        "owner": owner_of(actor.user_id),
        "pairs": [{"id": pk, "name": name} for pk, name in pairs_to_visit(actor)],
    }
