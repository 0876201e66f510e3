"""Say what a channel shows from now on: committed together with the facts that it shows."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.db import connections
from django.utils import translation

from zhijia.engines.live.channels import SIGNALS

ONE_AFTER_ANOTHER = "SELECT pg_advisory_xact_lock(hashtextextended('live ' || %s, 0)), set_config('app.live', %s, true)"
SHOW = """
    INSERT INTO live_fragment AS shown (channel, language, html, version, changed_at) VALUES (%s, %s, %s, 1, %s)
    ON CONFLICT (channel, language)
    DO UPDATE SET html = excluded.html, version = shown.version + 1, changed_at = excluded.changed_at
    WHERE shown.html <> excluded.html
"""


def publish(channel: str, render: Callable[[], str], *, now: datetime, using: str = "default") -> None:
    """Render the picture of `channel` in every language and tell those who watch, when the transaction commits.

    Call it last in the act, inside its transaction: from here to the commit nobody else draws this channel, so that of
    two who change a number at once the second draws both changes. A picture that stays the same is not sent again.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(ONE_AFTER_ANOTHER, [channel, channel])
        changed = 0
        for language, _name in settings.LANGUAGES:
            with translation.override(language):
                cursor.execute(SHOW, [channel, language, render(), now])
            changed += cursor.rowcount
        if changed:
            cursor.execute("SELECT pg_notify(%s, %s)", [SIGNALS, channel])
