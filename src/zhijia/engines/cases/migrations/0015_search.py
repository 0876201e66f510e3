"""Cases are found by a part of their number or title, quickly in a register of any size, and only in scope.

Under row security no index serves `ILIKE`: a quarter of a million cases were read for each search. Pairs of neighbouring
characters are kept beside the register (a state changes often, a title hardly ever), and one function of the owner asks them.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE, BATCH_ROLE, in_scope, is_party

VISIBLE = f"""({in_scope("c.path")} OR {in_scope("c.line_path")} OR EXISTS (
    SELECT FROM cases_caseshare s WHERE s.case_id = c.id AND ({in_scope("s.path")} OR {is_party("s.party")})))"""

# What nearly every title contains would be sorted over the whole city: the first two thousand hits are enough.
CANDIDATES = 2000

WORDS = f"""
CREATE FUNCTION cases_bigrams(words text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg(DISTINCT substr(lower(words), i, 2)) FROM generate_series(1, length(words) - 1) AS i
$$;
CREATE TABLE cases_words (
    case_id bigint PRIMARY KEY REFERENCES cases_case ON DELETE CASCADE, bigrams text[] NOT NULL);
REVOKE ALL ON cases_words FROM {APP_ROLE}, {BATCH_ROLE};
INSERT INTO cases_words SELECT id, cases_bigrams(number || ' ' || title) FROM cases_case;
CREATE INDEX cases_words_bigrams ON cases_words USING gin (bigrams);

CREATE FUNCTION cases_note_words() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO cases_words (case_id, bigrams) VALUES (NEW.id, cases_bigrams(NEW.number || ' ' || NEW.title))
    ON CONFLICT (case_id) DO UPDATE SET bigrams = EXCLUDED.bigrams;
    RETURN NULL;
END $$;
CREATE TRIGGER note_words AFTER INSERT OR UPDATE OF number, title ON cases_case
    FOR EACH ROW EXECUTE FUNCTION cases_note_words();
"""

SEARCH = f"""
CREATE FUNCTION cases_search(typed text, most integer) RETURNS SETOF bigint
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT id FROM (
        SELECT c.* FROM cases_words w JOIN cases_case c ON c.id = w.case_id
         WHERE w.bigrams @> cases_bigrams(typed)
           AND strpos(lower(c.number || ' ' || c.title), lower(typed)) > 0 AND {VISIBLE}
         LIMIT {CANDIDATES}) AS found
     ORDER BY closed_at NULLS FIRST, opened_at DESC, id DESC LIMIT most
$$;
REVOKE ALL ON FUNCTION cases_search(text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION cases_search(text, integer) TO {APP_ROLE}, {BATCH_ROLE};
"""

BACKWARD = """
DROP FUNCTION cases_search(text, integer);
DROP TRIGGER note_words ON cases_case;
DROP FUNCTION cases_note_words();
DROP TABLE cases_words;
DROP FUNCTION cases_bigrams(text);
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0014_reminder_guards")]
    operations = [migrations.RunSQL(WORDS + SEARCH, BACKWARD)]
