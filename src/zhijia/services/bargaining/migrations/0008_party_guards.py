"""What outside parties see of a bargaining: the employer what was said between the sides, the bureau what was filed.

What the workers' side prepares (issues, drafts before both chiefs initialled them, minutes that were not handed over) is
its own. A share with an employer is seen by its contact only, so the question "is one of them mine" is whether one is seen.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import APP_ROLE

NOT_A_PARTY = "current_setting('app.parties') = ''"
SHARED_WITH_EMPLOYER = """EXISTS (SELECT FROM bargaining_bargaining b JOIN cases_caseshare s ON s.case_id = b.case_id
    WHERE b.id = {table}.bargaining_id AND s.party LIKE 'employer:%' OFFSET 0)"""
TO_EMPLOYER = ("bargaining_offer", "bargaining_datarequest", "bargaining_suspension")
TO_NO_PARTY = ("bargaining_issue", "bargaining_meeting", "bargaining_contractquestion")


def only(table: str, condition: str) -> str:
    return (
        f"CREATE POLICY to_parties ON {table} AS RESTRICTIVE FOR SELECT TO {APP_ROLE}"
        f" USING ({NOT_A_PARTY}{condition and f' OR {condition}'});"
    )


FORWARD = (
    "".join(only(table, SHARED_WITH_EMPLOYER.format(table=table)) for table in TO_EMPLOYER)
    + "".join(only(table, "") for table in TO_NO_PARTY)
    + only("bargaining_draft", "workers_initialled_on IS NOT NULL AND employer_initialled_on IS NOT NULL")
)
TABLES = (*TO_EMPLOYER, *TO_NO_PARTY, "bargaining_draft")
BACKWARD = "".join(f"DROP POLICY to_parties ON {table};" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("bargaining", "0007_campaign_guards"), ("cases", "0010_party_guards")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
