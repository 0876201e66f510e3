"""Memberships: their place, their history that nobody rewrites, who sees them, and the one door from span to span."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person, of_visible, protect

MEMBERSHIP_GUARDS = (
    f"""
CREATE FUNCTION organisation_place_membership() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    SELECT path INTO NEW.path FROM organisation_union WHERE id = coalesce(NEW.group_id, NEW.union_id);
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF group_id, path ON organisation_membership
    FOR EACH ROW EXECUTE FUNCTION organisation_place_membership();
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF home_id, path ON organisation_household
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('home_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF household_id, path ON organisation_householdmember
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('household_id', 'organisation_household');
-- Its members follow a household to another union.
CREATE FUNCTION organisation_household_leads() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE organisation_householdmember SET path = NEW.path WHERE household_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER leads AFTER UPDATE OF home_id ON organisation_household
    FOR EACH ROW EXECUTE FUNCTION organisation_household_leads();
-- Spans of a person follow each other.
CREATE FUNCTION organisation_membership_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM organisation_membership m WHERE m.person_id = NEW.person_id AND m.to_on IS NOT NULL
                  AND daterange(m.from_on, m.to_on) && daterange(NEW.from_on, NEW.to_on)) THEN
        RAISE EXCEPTION 'membership_one_after_another' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON organisation_membership
    FOR EACH ROW EXECUTE FUNCTION organisation_membership_follows();
-- Of a span its end is filled in once; while it is open its group may change. Nothing else is ever written over it.
CREATE FUNCTION organisation_keep_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.to_on IS NOT NULL THEN
        RAISE EXCEPTION 'membership % has ended and is history', OLD.id USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'DELETE' THEN
        RETURN OLD;
    END IF;
    IF (NEW.person_id, NEW.union_id, NEW.name, NEW.standing, NEW.joined_on, NEW.approved_on, NEW.from_on, NEW.basis)
       IS DISTINCT FROM
       (OLD.person_id, OLD.union_id, OLD.name, OLD.standing, OLD.joined_on, OLD.approved_on, OLD.from_on, OLD.basis) THEN
        RAISE EXCEPTION 'a membership is changed by its next span' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON organisation_membership FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION organisation_keep_membership();
CREATE FUNCTION organisation_renew_members(ended bigint[], target bigint, subgroup bigint, new_standing text,
                                                      day date, approved date, how text, why text)
RETURNS TABLE (old_id bigint, new_id bigint, who bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM FROM organisation_membership m WHERE m.id = ANY (ended) ORDER BY m.id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM organisation_union u WHERE u.id = coalesce(subgroup, target) AND ({in_scope("u.path")}))
       OR EXISTS (SELECT FROM organisation_membership m WHERE m.id = ANY (ended) AND NOT ({in_scope("m.path")})) THEN
        RAISE EXCEPTION 'not both places are in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY SELECT * FROM organisation_pass_on(ended, target, subgroup, new_standing, day, approved, how, why);
END $$;
-- A union takes over the records of people: theirs, their households', and those of relatives who belong to no union.
CREATE FUNCTION organisation_take_home(people bigint[], keeper bigint) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    UPDATE organisation_person SET home_id = keeper WHERE id = ANY (people) AND home_id <> keeper;
    UPDATE organisation_household SET home_id = keeper
     WHERE home_id <> keeper AND id IN (SELECT household_id FROM organisation_householdmember
                                         WHERE person_id = ANY (people) AND relation = '0' AND to_on IS NULL);
    UPDATE organisation_person p SET home_id = keeper
      FROM organisation_householdmember head JOIN organisation_householdmember other ON other.household_id = head.household_id
     WHERE head.person_id = ANY (people) AND head.relation = '0' AND head.to_on IS NULL
       AND other.to_on IS NULL AND p.id = other.person_id AND p.home_id <> keeper
       AND NOT EXISTS (SELECT FROM organisation_membership m WHERE m.person_id = p.id AND m.to_on IS NULL)
       AND NOT EXISTS (SELECT FROM organisation_user a WHERE a.person_id = p.id);
END $$;
REVOKE ALL ON FUNCTION organisation_take_home(bigint[], bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION organisation_renew_members(bigint[], bigint, bigint, text, date, date, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_renew_members(bigint[], bigint, bigint, text, date, date, text, text)
    TO {APP_ROLE}, {BATCH_ROLE};
CREATE SEQUENCE organisation_card_serial MAXVALUE 99999999;
GRANT USAGE ON SEQUENCE organisation_card_serial TO {APP_ROLE}, {BATCH_ROLE};
"""
    + protect(
        "organisation_membership",
        in_scope("path"),
        of_visible("organisation_person", "organisation_membership.person_id"),
        writable=f"({in_scope('path')}) AND {of_visible('organisation_person', 'organisation_membership.person_id', where=in_scope('seen.path'))}",
    )
    + protect("organisation_householdmember", in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    + protect(
        "organisation_household",
        in_scope("path"),
        of_visible(
            "organisation_householdmember",
            "organisation_household.id",
            key="household_id",
            where=is_own_person("seen.person_id"),
        ),
        writable=in_scope("path"),
    )
)

# Where a person belonged, with the names of unions that the reader does not see; and the inner step from span to span.
# A union's name is no secret, but its row is: joined under row security, a span at a union of another county would
# vanish from the history of a member who came from there.
SPANS = f"""
-- Every span of a person whose record is in scope, the newest first. What another union wrote about it stays there.
CREATE FUNCTION organisation_spans_of(whom bigint) RETURNS TABLE (
    id bigint, union_id bigint, union_name text, group_name text, standing text, joined_on date, from_on date, to_on date,
    ended_as text, basis text, end_reason text, is_here boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT m.id, m.union_id, u.name, coalesce(g.name, ''), m.standing, m.joined_on, m.from_on, m.to_on, m.ended_as,
           CASE WHEN ({in_scope("m.path")}) OR ({is_own_person("m.person_id")}) THEN m.basis ELSE '' END, CASE WHEN ({in_scope("m.path")}) OR ({is_own_person("m.person_id")}) THEN m.end_reason ELSE '' END,
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
-- The step itself, for the owner's functions, which have asked whether it may be made.
CREATE FUNCTION organisation_pass_on(ended bigint[], target bigint, subgroup bigint, new_standing text, day date,
                                     approved date, how text, why text)
RETURNS TABLE (old_id bigint, new_id bigint, who bigint) LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
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
"""


class Migration(migrations.Migration):
    replaces = [
        ("organisation", "0023_membership_guards"),
        ("organisation", "0025_spans"),
    ]

    dependencies = [("organisation", "0003_moving"), ("trail", "0002_guarding")]
    operations = [migrations.RunSQL(MEMBERSHIP_GUARDS + SPANS)]
