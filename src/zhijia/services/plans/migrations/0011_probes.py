"""What is seen because its plan, its task or its case is seen is probed for, row by row.

With 250,000 tasks the page of one took two seconds: three lists of every visible task, each through all their cases.
"""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, reword

WITH_ITS_PLAN = ("plans_plannode", "plans_target")
WITH_ITS_TASK = ("plans_tasksupport", "plans_taskreport", "plans_taskextension")


def of_plan(table: str) -> str:
    return of_visible("plans_plandocument", f"{table}.plan_id")


POLICIES = (
    "".join(reword(table, in_scope("path"), of_plan(table), writable=in_scope("path")) for table in WITH_ITS_PLAN)
    + reword("plans_task", in_scope("path"), of_visible("cases_case", "plans_task.case_id"))
    + "".join(reword(table, of_visible("plans_task", f"{table}.task_id")) for table in WITH_ITS_TASK)
)
LOG = f"""
ALTER POLICY of_plan ON trail_event USING (
    subject_type = 'plans.plan' AND {of_visible("plans_plandocument", "trail_event.subject_id")});
"""


class Migration(migrations.Migration):
    dependencies = [("plans", "0010_state_guard")]
    # Not reversed: the policies answer as they did.
    operations = [migrations.RunSQL(POLICIES + LOG, migrations.RunSQL.noop)]
