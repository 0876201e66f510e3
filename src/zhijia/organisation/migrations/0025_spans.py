"""Where a person belonged, with the names of unions that the reader does not see; and the inner step from span to span.

A union's name is no secret, but its row is: joined under row security, a span at a union of another county would vanish
from the history of a member who came from there.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
MINE = f"({in_scope('m.path')}) OR ({is_own_person('m.person_id')})"

SPANS = f"""
-- Every span of a person whose record is in scope, the newest first. What another union wrote about it stays there.
CREATE FUNCTION organisation_spans_of(whom bigint) RETURNS TABLE (
    id bigint, union_id bigint, union_name text, group_name text, standing text, joined_on date, from_on date, to_on date,
    ended_as text, basis text, end_reason text, is_here boolean
) LANGUAGE sql STABLE {DEFINER} AS $$
    SELECT m.id, m.union_id, u.name, coalesce(g.name, ''), m.standing, m.joined_on, m.from_on, m.to_on, m.ended_as,
           CASE WHEN {MINE} THEN m.basis ELSE '' END, CASE WHEN {MINE} THEN m.end_reason ELSE '' END,
           ({in_scope("m.path")})
      FROM organisation_person p
      JOIN organisation_membership m ON m.person_id = p.id
      JOIN organisation_union u ON u.id = m.union_id
      LEFT JOIN organisation_union g ON g.id = m.group_id
     WHERE p.id = whom AND (({in_scope("p.path")}) OR ({is_own_person("p.id")}))
     ORDER BY m.from_on DESC, m.id DESC
$$;
REVOKE ALL ON FUNCTION organisation_spans_of(bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_spans_of(bigint) TO {APP_ROLE}, {BATCH_ROLE};
"""

RENEW = f"""
-- The step itself, for the owner's functions, which have asked whether it may be made.
CREATE FUNCTION organisation_pass_on(ended bigint[], target bigint, subgroup bigint, new_standing text, day date,
                                     approved date, how text, why text)
RETURNS TABLE (old_id bigint, new_id bigint, who bigint) LANGUAGE plpgsql {DEFINER} AS $$
DECLARE people bigint[];
BEGIN
    WITH closed AS (
        UPDATE organisation_membership m SET to_on = day, ended_as = how, end_reason = why
         WHERE m.id = ANY (ended) AND m.to_on IS NULL RETURNING m.id, m.person_id)
    SELECT array_agg(c.person_id), array_agg(c.id) INTO people, ended FROM closed c;
    PERFORM organisation_take_home(people, coalesce(subgroup, target));
    RETURN QUERY
        INSERT INTO organisation_membership AS fresh
               (person_id, union_id, group_id, name, standing, joined_on, approved_on, from_on, basis, ended_as, end_reason)
        SELECT m.person_id, target, subgroup, p.name, new_standing, m.joined_on, approved, day, why, '', ''
          FROM organisation_membership m JOIN organisation_person p ON p.id = m.person_id
         WHERE m.id = ANY (ended) ORDER BY m.id
        RETURNING (SELECT o.id FROM organisation_membership o WHERE o.id = ANY (ended) AND o.person_id = fresh.person_id),
                  fresh.id, fresh.person_id;
END $$;
REVOKE ALL ON FUNCTION organisation_pass_on(bigint[], bigint, bigint, text, date, date, text, text) FROM PUBLIC;

CREATE OR REPLACE FUNCTION organisation_renew_members(ended bigint[], target bigint, subgroup bigint, new_standing text,
                                                      day date, approved date, how text, why text)
RETURNS TABLE (old_id bigint, new_id bigint, who bigint) LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    PERFORM FROM organisation_membership m WHERE m.id = ANY (ended) ORDER BY m.id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM organisation_union u WHERE u.id = coalesce(subgroup, target) AND ({in_scope("u.path")}))
       OR EXISTS (SELECT FROM organisation_membership m WHERE m.id = ANY (ended) AND NOT ({in_scope("m.path")})) THEN
        RAISE EXCEPTION 'not both places are in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM organisation_pass_on(ended, target, subgroup, new_standing, day, approved, how, why);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0024_registered_particulars")]
    # Only what is new is taken away again: the step answers as it did.
    operations = [migrations.RunSQL(SPANS + RENEW, "DROP FUNCTION organisation_spans_of(bigint);")]
