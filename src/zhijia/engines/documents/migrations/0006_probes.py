"""What is seen because its case or its document is seen is probed for, row by row."""

from django.db import migrations

from zhijia.lib.rowsecurity import in_scope, of_visible, reword

SOURCES = {
    "documents_attachment": ("cases_case", "case_id"),
    "documents_issueddocument": ("cases_case", "case_id"),
    "documents_rendering": ("documents_issueddocument", "document_id"),
    "documents_signedcopy": ("documents_issueddocument", "document_id"),
}
POLICIES = "".join(
    reword(table, in_scope("path"), of_visible(source, f"{table}.{column}")) for table, (source, column) in SOURCES.items()
)


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_parties")]
    # Not reversed: the policies answer as they did.
    operations = [migrations.RunSQL(POLICIES, migrations.RunSQL.noop)]
