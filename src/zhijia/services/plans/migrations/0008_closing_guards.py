"""A closed plan stays readable below its union and frozen; closing is the only change that a published plan allows."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, is_ancestor


def _of_documents(issued: str) -> str:
    visible = f"({in_scope('path')}) OR ({issued} AND {is_ancestor('union_id')})"
    return f"ALTER POLICY app ON plans_plandocument USING ({visible});\n"


def _guards(*, of_tree: str, of_document: str) -> str:
    return f"""
CREATE OR REPLACE FUNCTION plans_refuse_frozen() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM plans_plandocument WHERE id = coalesce(NEW.plan_id, OLD.plan_id) AND {of_tree}) THEN
        RAISE EXCEPTION 'the tree of a published plan is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
CREATE OR REPLACE FUNCTION plans_refuse_frozen_document() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF {of_document} THEN
        RAISE EXCEPTION 'a published plan is frozen' USING ERRCODE = 'check_violation';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;
"""  # noqa: S608 - constants of ours


CLOSES = """TG_OP = 'UPDATE' AND OLD.state = 'published' AND NEW.state = 'closed'
       AND to_jsonb(NEW) - '{state,closed_at}'::text[] = to_jsonb(OLD) - '{state,closed_at}'::text[]"""
FORWARD = _of_documents("state <> 'review'") + _guards(
    of_tree="state <> 'review'", of_document=f"OLD.state <> 'review' AND NOT ({CLOSES})"
)
BACKWARD = _of_documents("state = 'published'") + _guards(
    of_tree="state = 'published'", of_document="OLD.state = 'published'"
)


class Migration(migrations.Migration):
    dependencies = [("plans", "0007_closing")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
