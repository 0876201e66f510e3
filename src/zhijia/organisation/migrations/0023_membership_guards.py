"""Memberships: their place, their history that nobody rewrites, who sees them, and the one door from span to span."""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_own_person, of_visible, protect, unprotect

DEFINER = "SECURITY DEFINER SET search_path = public, pg_temp"
MEMBERSHIP, HOUSEHOLD, IN_HOUSEHOLD = (
    "organisation_membership",
    "organisation_household",
    "organisation_householdmember",
)
PERSON = ("organisation_person", "organisation_membership.person_id")

PLACE = f"""
CREATE FUNCTION organisation_place_membership() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    SELECT path INTO NEW.path FROM organisation_union WHERE id = coalesce(NEW.group_id, NEW.union_id);
    RETURN NEW;
END $$;
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF group_id, path ON {MEMBERSHIP}
    FOR EACH ROW EXECUTE FUNCTION organisation_place_membership();
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF home_id, path ON {HOUSEHOLD}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('home_id', 'organisation_union');
CREATE TRIGGER place BEFORE INSERT OR UPDATE OF household_id, path ON {IN_HOUSEHOLD}
    FOR EACH ROW EXECUTE FUNCTION organisation_take_path('household_id', '{HOUSEHOLD}');
-- Its members follow a household to another union.
CREATE FUNCTION organisation_household_leads() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    UPDATE {IN_HOUSEHOLD} SET path = NEW.path WHERE household_id = NEW.id;
    RETURN NULL;
END $$;
CREATE TRIGGER leads AFTER UPDATE OF home_id ON {HOUSEHOLD}
    FOR EACH ROW EXECUTE FUNCTION organisation_household_leads();
"""

HISTORY = f"""
-- Spans of a person follow each other.
CREATE FUNCTION organisation_membership_follows() RETURNS trigger LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    IF EXISTS (SELECT FROM {MEMBERSHIP} m WHERE m.person_id = NEW.person_id AND m.to_on IS NOT NULL
                  AND daterange(m.from_on, m.to_on) && daterange(NEW.from_on, NEW.to_on)) THEN
        RAISE EXCEPTION 'membership_one_after_another' USING ERRCODE = 'exclusion_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON {MEMBERSHIP}
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
CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON {MEMBERSHIP} FOR EACH ROW
    WHEN (NOT organisation_is_moving()) EXECUTE FUNCTION organisation_keep_membership();
"""

RENEW = f"""
-- End open spans and begin the next ones on the same day, in `target` (and `subgroup` below it); the record of the person
-- goes along, and of a household that she heads. Both places must be in scope. Answers what was ended and what was begun.
CREATE FUNCTION organisation_renew_members(ended bigint[], target bigint, subgroup bigint, new_standing text, day date,
                                           approved date, how text, why text)
RETURNS TABLE (old_id bigint, new_id bigint, who bigint) LANGUAGE plpgsql {DEFINER} AS $$
DECLARE people bigint[]; keeper bigint := coalesce(subgroup, target);
BEGIN
    PERFORM FROM {MEMBERSHIP} m WHERE m.id = ANY (ended) ORDER BY m.id FOR UPDATE;
    IF NOT EXISTS (SELECT FROM organisation_union u WHERE u.id = keeper AND ({in_scope("u.path")}))
       OR EXISTS (SELECT FROM {MEMBERSHIP} m WHERE m.id = ANY (ended) AND NOT ({in_scope("m.path")})) THEN
        RAISE EXCEPTION 'not both places are in this scope' USING ERRCODE = 'insufficient_privilege';
    END IF;
    WITH closed AS (
        UPDATE {MEMBERSHIP} m SET to_on = day, ended_as = how, end_reason = why
         WHERE m.id = ANY (ended) AND m.to_on IS NULL RETURNING m.id, m.person_id)
    SELECT array_agg(c.person_id), array_agg(c.id) INTO people, ended FROM closed c;
    PERFORM organisation_take_home(people, keeper);
    RETURN QUERY
        INSERT INTO {MEMBERSHIP} AS fresh
               (person_id, union_id, group_id, name, standing, joined_on, approved_on, from_on, basis, ended_as, end_reason)
        SELECT m.person_id, target, subgroup, p.name, new_standing, m.joined_on, approved, day, why, '', ''
          FROM {MEMBERSHIP} m JOIN organisation_person p ON p.id = m.person_id
         WHERE m.id = ANY (ended) ORDER BY m.id
        RETURNING (SELECT o.id FROM {MEMBERSHIP} o WHERE o.id = ANY (ended) AND o.person_id = fresh.person_id),
                  fresh.id, fresh.person_id;
END $$;

-- A union takes over the records of people: theirs, their households', and those of relatives who belong to no union.
CREATE FUNCTION organisation_take_home(people bigint[], keeper bigint) RETURNS void LANGUAGE plpgsql {DEFINER} AS $$
BEGIN
    UPDATE organisation_person SET home_id = keeper WHERE id = ANY (people) AND home_id <> keeper;
    UPDATE {HOUSEHOLD} SET home_id = keeper
     WHERE home_id <> keeper AND id IN (SELECT household_id FROM {IN_HOUSEHOLD}
                                         WHERE person_id = ANY (people) AND relation = '0' AND to_on IS NULL);
    UPDATE organisation_person p SET home_id = keeper
      FROM {IN_HOUSEHOLD} head JOIN {IN_HOUSEHOLD} other ON other.household_id = head.household_id
     WHERE head.person_id = ANY (people) AND head.relation = '0' AND head.to_on IS NULL
       AND other.to_on IS NULL AND p.id = other.person_id AND p.home_id <> keeper
       AND NOT EXISTS (SELECT FROM {MEMBERSHIP} m WHERE m.person_id = p.id AND m.to_on IS NULL)
       AND NOT EXISTS (SELECT FROM organisation_user a WHERE a.person_id = p.id);
END $$;
REVOKE ALL ON FUNCTION organisation_take_home(bigint[], bigint) FROM PUBLIC;
REVOKE ALL ON FUNCTION organisation_renew_members(bigint[], bigint, bigint, text, date, date, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION organisation_renew_members(bigint[], bigint, bigint, text, date, date, text, text)
    TO {APP_ROLE}, {BATCH_ROLE};
"""

CARDS = f"""
CREATE SEQUENCE organisation_card_serial MAXVALUE 99999999;
GRANT USAGE ON SEQUENCE organisation_card_serial TO {APP_ROLE}, {BATCH_ROLE};
"""

# Whoever keeps a person's record reads where she belonged before; a union reads its own register, also of those who left.
POLICIES = (
    protect(
        MEMBERSHIP,
        in_scope("path"),
        of_visible(*PERSON),
        writable=f"({in_scope('path')}) AND {of_visible(*PERSON, where=in_scope('seen.path'))}",
    )
    + protect(IN_HOUSEHOLD, in_scope("path"), is_own_person("person_id"), writable=in_scope("path"))
    + protect(
        HOUSEHOLD,
        in_scope("path"),
        of_visible(
            IN_HOUSEHOLD, f"{HOUSEHOLD}.id", key="household_id", where=is_own_person("seen.person_id")
        ),
        writable=in_scope("path"),
    )
)

FORWARD = PLACE + HISTORY + RENEW + CARDS + POLICIES
BACKWARD = (
    "".join(unprotect(table) for table in (MEMBERSHIP, HOUSEHOLD, IN_HOUSEHOLD))
    + f"DROP TRIGGER place ON {HOUSEHOLD}; DROP TRIGGER place ON {IN_HOUSEHOLD};"
    "DROP SEQUENCE organisation_card_serial;"
    "DROP FUNCTION organisation_renew_members(bigint[], bigint, bigint, text, date, date, text, text);"
    "DROP FUNCTION organisation_take_home(bigint[], bigint);"
    "DROP FUNCTION organisation_keep_membership() CASCADE; DROP FUNCTION organisation_membership_follows() CASCADE;"
    "DROP FUNCTION organisation_household_leads() CASCADE; DROP FUNCTION organisation_place_membership() CASCADE;"
)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0022_memberships")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
