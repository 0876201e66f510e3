"""Which of some outside parties somebody can act for here today, and what they are called.

An enterprise union does not see the mandates that its territory gave, but must know whether a paper can be served here.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE

FORWARD = f"""
CREATE FUNCTION organisation_reached(wanted text[], today date) RETURNS TABLE (party text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT DISTINCT found.party, found.name FROM (
        SELECT m.kind || ':' || coalesce(m.enterprise_id::text, b.place) AS party, coalesce(e.name, b.name) AS name
          FROM organisation_mandate m
          JOIN organisation_user a ON a.person_id = m.person_id AND a.is_active
          LEFT JOIN organisation_enterprise e ON e.id = m.enterprise_id
          LEFT JOIN organisation_labourbureau b ON b.id = m.bureau_id
         WHERE (m.enterprise_id = ANY (SELECT substring(w FROM 10)::bigint FROM unnest(wanted) w WHERE w LIKE 'employer:%')
             OR b.place = ANY (SELECT substring(w FROM 8) FROM unnest(wanted) w WHERE w LIKE 'bureau:%'))
           AND m.from_on <= today AND (m.to_on IS NULL OR m.to_on > today)) found
     ORDER BY found.party
$$;
REVOKE ALL ON FUNCTION organisation_reached(text[], date) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_reached(text[], date) TO {APP_ROLE}, {BATCH_ROLE};
"""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0015_mandate_scan")]
    operations = [migrations.RunSQL(FORWARD, "DROP FUNCTION organisation_reached(text[], date);")]
