"""The place of a new union is found by its youngest sister.

A counter in the parent's row was rewritten with every child: a hundred thousand unions in one transaction took a quarter of
an hour, because each rewriting of that wide row left another version behind and went into every index.
"""

from django.db import migrations

FORWARD = """
CREATE FUNCTION organisation_label_number(label text) RETURNS integer LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT sum((strpos('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ', substr(label, i, 1)) - 1) * (36 ^ (4 - i))::integer)::integer
      FROM generate_series(1, 4) AS i
$$;

CREATE OR REPLACE FUNCTION organisation_place_union() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
DECLARE above record; youngest text; number integer;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.parent_id IS DISTINCT FROM OLD.parent_id THEN
            RAISE EXCEPTION 'a union is moved by its own procedure, not by an update' USING ERRCODE = 'check_violation';
        END IF;
        NEW.path := OLD.path;
        NEW.depth := OLD.depth;
        RETURN NEW;
    END IF;
    IF NEW.parent_id IS NULL THEN
        NEW.path := organisation_label((SELECT count(*)::int FROM organisation_union WHERE parent_id IS NULL));
        NEW.depth := 0;
        RETURN NEW;
    END IF;
    -- The lock on the parent lets one transaction at a time add children; the next one then sees them.
    PERFORM FROM organisation_union WHERE id = NEW.parent_id FOR NO KEY UPDATE;
    SELECT path, depth, has_children INTO above FROM organisation_union WHERE id = NEW.parent_id;
    SELECT substr(path, length(above.path) + 1, 4) INTO youngest FROM organisation_union
     WHERE path > above.path AND path < above.path || '~' ORDER BY path DESC LIMIT 1;
    number := coalesce(organisation_label_number(youngest) + 1, 0);
    IF number >= 36 ^ 4 THEN
        RAISE EXCEPTION 'union % has no free label left', NEW.parent_id;
    END IF;
    IF NOT above.has_children THEN
        UPDATE organisation_union SET has_children = true WHERE id = NEW.parent_id;
    END IF;
    NEW.path := above.path || organisation_label(number);
    NEW.depth := above.depth + 1;
    RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_lines_and_log")]
    operations = [
        migrations.RunSQL(FORWARD, migrations.RunSQL.noop),
        migrations.RemoveField("union", "next_label"),
    ]
