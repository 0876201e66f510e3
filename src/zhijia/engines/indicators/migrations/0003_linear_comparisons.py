"""Databases of before compare the rows of a large update in one step each, as new ones do from the first (`schema.watch`)."""

from django.db import migrations

REWRITTEN = """
DO $do$
DECLARE found record; definition text;
BEGIN
    FOR found IN
        SELECT oid, oid::regprocedure AS name, proname FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace AND prosrc ~ 'FROM before [bo] JOIN after [an] USING'
    LOOP
        definition := regexp_replace(pg_get_functiondef(found.oid), 'FROM before ([bo]) JOIN after', 'FROM before \\1 FULL JOIN after', 'g');
        EXECUTE replace(definition, 'b.path <> a.path', 'b.path IS DISTINCT FROM a.path');
        IF found.proname ~ '_note_update$' THEN
            EXECUTE format('ALTER FUNCTION %s SET plan_cache_mode = force_custom_plan', found.name);
        END IF;
    END LOOP;
END $do$
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_guarding")]
    operations = [migrations.RunSQL(REWRITTEN)]
