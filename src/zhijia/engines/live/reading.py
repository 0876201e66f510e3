"""The picture of a channel as it is stored, for a page and for those whom no stream reaches."""

from django.db import connection, transaction

from zhijia.engines.live.channels import Picture

SHOWN = "SELECT html, version FROM live_fragment WHERE channel = %s AND language = %s"
ALLOW = "SELECT set_config('app.live', %s, true)"


def shown(picture: Picture) -> tuple[str, int]:
    """HTML and version; of a channel that never showed anything: nothing, in version 0."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ALLOW, [picture.channel])
        cursor.execute(SHOWN, [picture.channel, picture.language])
        found = cursor.fetchone()
    return (str(found[0]), int(found[1])) if found else ("", 0)
