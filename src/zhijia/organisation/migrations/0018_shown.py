"""Whether row security shows of a table what lies in some places and nothing else: asked once a statement (`organisation.sight`)."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, NOWHERE, SLOTS

ANNOUNCED = " UNION ALL ".join(
    f"SELECT {n} AS nth, current_setting('app.lo{n}') AS lo, current_setting('app.hi{n}') AS hi"
    for n in range(1, SLOTS + 1)
)
FORWARD = f"""
CREATE FUNCTION organisation_shows(shown regclass, places text[]) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
BEGIN ATOMIC
    SELECT row_security_active(shown) AND pg_has_role(current_user, '{APP_ROLE}', 'USAGE')
           AND NOT pg_has_role(current_user, '{BATCH_ROLE}', 'USAGE') AND current_setting('app.parties') = ''
           AND (SELECT array_agg(lo ORDER BY nth) = places AND bool_and(hi = lo || '{NOWHERE}')
                  FROM ({ANNOUNCED}) announced WHERE lo <> '{NOWHERE}');
END;
REVOKE ALL ON FUNCTION organisation_shows(regclass, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_shows(regclass, text[]) TO {APP_ROLE}, {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0017_sight")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION organisation_shows(regclass, text[])")]
