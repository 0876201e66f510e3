"""Events written before the salted form get salts and the hash of that form; none of them was sealed yet.

It uses the product's own canonical form: a log whose rows were hashed in two ways could not be verified in one.
"""

import secrets
from typing import Any

from django.db import migrations

from zhijia.trail.canonical import PARTS, SALTS_BYTES, Head, commit, event_hash, salts_by_part, words_of

CHUNK = 2000
WRITE = """
    WITH fresh AS (SELECT * FROM unnest(%s::bigint[], %s::bytea[], %s::bytea[]) AS f (id, hash, salts)),
         rehashed AS (UPDATE trail_event e SET hash = f.hash FROM fresh f WHERE e.id = f.id)
    INSERT INTO trail_eventsalt (event_id, salts) SELECT id, salts FROM fresh
"""


def salt_and_hash(apps: Any, editor: Any) -> None:
    events = apps.get_model("trail", "Event").objects.using(editor.connection.alias).filter(salt=None)
    while rows := list(events.order_by("id")[:CHUNK]):
        salts = [secrets.token_bytes(SALTS_BYTES) for _ in rows]
        hashes = [_hash(row, salt) for row, salt in zip(rows, salts, strict=True)]
        with editor.connection.cursor() as cursor:
            cursor.execute(WRITE, [[row.pk for row in rows], hashes, salts])


def _hash(row: Any, salts: bytes) -> bytes:
    values = words_of(row.actor_label, row.post_label, row.subject_label, row.data)
    parts = {part: commit(salts_by_part(salts)[part], value) for part, value in zip(PARTS, values, strict=True)}
    head = Head(
        row.pk, row.kind, row.at, row.actor_id, row.post_id,
        row.subject_type, row.subject_id, row.from_state, row.to_state,
    )
    return event_hash(head, parts)


class Migration(migrations.Migration):
    dependencies = [("trail", "0003_sealing")]
    operations = [migrations.RunPython(salt_and_hash, migrations.RunPython.noop)]
