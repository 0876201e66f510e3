"""The doors of facts made before `create_family` asked for a fresh plan each time ask for it too."""

from django.db import migrations


def each_family(clause: str) -> str:
    return f"""
        DO $$ DECLARE family text; BEGIN
            FOR family IN SELECT name FROM indicators_family LOOP
                EXECUTE format('ALTER FUNCTION %I(bigint[]) {clause}', family || '_refresh');
            END LOOP;
        END $$;
    """


class Migration(migrations.Migration):
    dependencies = [("indicators", "0003_derived_places")]
    operations = [
        migrations.RunSQL(
            each_family("SET plan_cache_mode = force_custom_plan"), each_family("RESET plan_cache_mode")
        )
    ]
