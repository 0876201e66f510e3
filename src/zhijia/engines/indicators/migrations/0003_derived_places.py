"""Say in the catalogue that triggers compute these places, so that a moved union's facts are left to them.

Django would change the type of the column to set its comment, which the policies on it forbid.
"""

from django.db import migrations

from zhijia.organisation.models.unions import TreePath

TABLES = {"delta": {}, "fact": {"verbose_name": "路径"}, "rollup": {}}
FORWARD = "".join(f"COMMENT ON COLUMN indicators_{table}.path IS 'derived';\n" for table in TABLES)
BACKWARD = "".join(f"COMMENT ON COLUMN indicators_{table}.path IS NULL;\n" for table in TABLES)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_guards")]
    operations = [
        migrations.RunSQL(
            FORWARD,
            BACKWARD,
            state_operations=[
                migrations.AlterField(
                    table, "path", TreePath(*options.values(), db_comment="derived", db_collation="C", max_length=80)
                )
                for table, options in TABLES.items()
            ],
        )
    ]
