import django.db.models.deletion
import zhijia.organisation.models.unions
import zhijia.trail.schema
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("documents", "0001_initial"),
        ("documents", "0003_issued"),
        ("documents", "0007_servings"),
        ("documents", "0009_prescribed"),
        ("documents", "0011_numbers_of_parties"),
    ]

    initial = True

    dependencies = [
        ("cases", "0001_tables"),
        ("organisation", "0001_tables"),
    ]

    operations = [
        zhijia.trail.schema.CreateTogether(
            models=[
                migrations.CreateModel(
                    name="Attachment",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="attachments", to="cases.case", verbose_name="事项")),
                        ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                        ("content_type", models.CharField(max_length=100, verbose_name="类型")),
                        ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        ("added_at", models.DateTimeField(verbose_name="上传时间")),
                        ("added_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="上传岗位")),
                        ("added_by_label", models.CharField(max_length=200, verbose_name="上传人")),
                        ("party", models.CharField(blank=True, max_length=32, verbose_name="提交方")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "附件",
                        "verbose_name_plural": "附件",
                        "constraints": [models.UniqueConstraint(fields=("case", "sha256", "party"), name="attachment_once_per_case_and_side")],
                    },
                ),
                migrations.CreateModel(
                    name="DocumentNumber",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="工会")),
                        ("party", models.CharField(blank=True, max_length=32, verbose_name="外部单位")),
                        ("word", models.CharField(max_length=140, verbose_name="发文代字")),
                        ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                        ("last", models.PositiveIntegerField(default=0, verbose_name="末号")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "文号",
                        "verbose_name_plural": "文号",
                        "constraints": [
                            models.UniqueConstraint(fields=("union", "word", "year"), name="documentnumber_once"),
                            models.UniqueConstraint(condition=models.Q(("union", None)), fields=("party", "word", "year"), name="documentnumber_once_a_party"),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("party", ""), ("union__isnull", False)), models.Q(("union", None), models.Q(("party", ""), _negated=True)), _connector="OR"),
                                name="documentnumber_of_one",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="IssuedDocument",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="documents", to="cases.case", verbose_name="事项")),
                        ("subject_type", models.CharField(max_length=60, verbose_name="对象类型")),
                        ("subject_id", models.BigIntegerField(verbose_name="对象编号")),
                        ("subject_label", models.CharField(max_length=300, verbose_name="对象")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="登记工会")),
                        ("issuer", models.CharField(max_length=200, verbose_name="发文机关")),
                        ("template", models.CharField(max_length=60, verbose_name="文书模板")),
                        ("template_version", models.CharField(max_length=16, verbose_name="模板版本")),
                        ("label", models.CharField(max_length=60, verbose_name="文种")),
                        ("title", models.CharField(max_length=300, verbose_name="标题")),
                        ("word", models.CharField(blank=True, max_length=140, verbose_name="发文代字")),
                        ("year", models.PositiveSmallIntegerField(null=True, verbose_name="年份")),
                        ("serial", models.PositiveIntegerField(null=True, verbose_name="序号")),
                        ("number", models.CharField(blank=True, max_length=160, verbose_name="文号")),
                        ("issued_on", models.DateField(verbose_name="成文日期")),
                        ("issued_at", models.DateTimeField(verbose_name="印发时间")),
                        ("issued_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="印发岗位")),
                        ("issued_by_label", models.CharField(max_length=200, verbose_name="印发人")),
                        ("party", models.CharField(blank=True, max_length=32, verbose_name="出具方")),
                        ("data", models.JSONField(default=dict, verbose_name="填写内容")),
                        ("model", models.TextField(verbose_name="定稿")),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        ("token", models.CharField(max_length=32, unique=True, verbose_name="核验码")),
                        ("checkpoint_size", models.BigIntegerField(null=True, verbose_name="留痕封存条数")),
                        ("checkpoint_root", models.CharField(blank=True, max_length=64, verbose_name="留痕封存根")),
                        ("annuls", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="annulment", to="documents.issueddocument", verbose_name="作废的文书")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "文书",
                        "verbose_name_plural": "文书",
                        "indexes": [models.Index(fields=["case", "id"], name="issued_of_case"), models.Index(fields=["path", "issued_on"], name="issued_path")],
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("party", ""), ("serial__isnull", False)), fields=("union", "word", "year", "serial"), name="issued_number_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("serial__isnull", False), models.Q(("party", ""), _negated=True)), fields=("party", "word", "year", "serial"), name="issued_number_once_a_party"
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number", ""), ("serial", None), ("word", ""), ("year", None)),
                                    models.Q(("serial__gte", 1), ("year__isnull", False), models.Q(("word", ""), _negated=True), models.Q(("number", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="issued_number_whole",
                            ),
                            models.CheckConstraint(condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="issued_has_hash"),
                            models.CheckConstraint(condition=models.Q(("annuls", models.F("id")), _negated=True), name="issued_annuls_another"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Lookup",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("visitor", models.CharField(max_length=32)),
                        ("minute", models.DateTimeField()),
                        ("times", models.PositiveIntegerField(default=1)),
                    ],
                    options={
                        "verbose_name": "核验计数",
                        "verbose_name_plural": "核验计数",
                        "constraints": [models.UniqueConstraint(fields=("visitor", "minute"), name="lookup_once")],
                    },
                ),
                migrations.CreateModel(
                    name="PrescribedForm",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="规定单位")),
                        ("template", models.CharField(max_length=60, verbose_name="文书模板")),
                        ("title", models.CharField(max_length=120, verbose_name="名称")),
                        ("source", models.TextField(verbose_name="正文")),
                        ("filename", models.CharField(max_length=200, verbose_name="文件名")),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        ("set_at", models.DateTimeField(verbose_name="登记时间")),
                        ("set_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="登记岗位")),
                        ("withdrawn_at", models.DateTimeField(null=True, verbose_name="停用时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "规定格式",
                        "verbose_name_plural": "规定格式",
                        "constraints": [
                            models.UniqueConstraint(condition=models.Q(("withdrawn_at", None)), fields=("union", "template"), name="prescribedform_one_in_use"),
                            models.CheckConstraint(condition=models.Q(("source", ""), _negated=True), name="prescribedform_says_something"),
                            models.CheckConstraint(condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="prescribedform_has_hash"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Rendering",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("document", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="renderings", to="documents.issueddocument", verbose_name="文书")),
                        ("format", models.CharField(max_length=4, verbose_name="格式")),
                        ("sha256", models.CharField(max_length=64, verbose_name="摘要")),
                        ("size", models.PositiveIntegerField(verbose_name="大小（字节）")),
                        ("made_at", models.DateTimeField(verbose_name="生成时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "文书成品",
                        "verbose_name_plural": "文书成品",
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "format"), name="rendering_once"),
                            models.CheckConstraint(condition=models.Q(("format__in", ("pdf", "docx"))), name="rendering_format_known"),
                            models.CheckConstraint(condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="rendering_has_hash"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SeriesWord",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("union", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.union", verbose_name="工会")),
                        ("series", models.CharField(max_length=40, verbose_name="文书系列")),
                        ("word", models.CharField(max_length=20, verbose_name="发文代字")),
                        ("set_at", models.DateTimeField(verbose_name="登记时间")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "发文代字",
                        "verbose_name_plural": "发文代字",
                        "constraints": [models.UniqueConstraint(fields=("union", "series"), name="seriesword_once")],
                    },
                ),
                migrations.CreateModel(
                    name="Serving",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("case", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="servings", to="cases.case", verbose_name="事项")),
                        ("document", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="servings", to="documents.issueddocument", verbose_name="文书")),
                        ("attachment", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="servings", to="documents.attachment", verbose_name="附件")),
                        ("party", models.CharField(max_length=32, verbose_name="受送达方")),
                        ("served_at", models.DateTimeField(verbose_name="送达时间")),
                        ("served_by_label", models.CharField(max_length=300, verbose_name="送达人")),
                        ("received_at", models.DateTimeField(null=True, verbose_name="签收时间")),
                        ("received_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.person", verbose_name="签收人")),
                        ("received_by_label", models.CharField(blank=True, max_length=300, verbose_name="签收人与职务")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "送达",
                        "verbose_name_plural": "送达",
                        "indexes": [models.Index(fields=["party", "case"], name="serving_party")],
                        "constraints": [
                            models.UniqueConstraint(fields=("document", "attachment", "party"), name="serving_once", nulls_distinct=False),
                            models.CheckConstraint(
                                condition=models.Q(models.Q(("attachment", None), ("document__isnull", False)), models.Q(("attachment__isnull", False), ("document", None)), _connector="OR"),
                                name="serving_of_one",
                            ),
                            models.CheckConstraint(condition=models.Q(("party", ""), _negated=True), name="serving_to_somebody"),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("received_at", None), ("received_by", None), ("received_by_label", "")),
                                    models.Q(("received_at__isnull", False), ("received_by__isnull", False), models.Q(("received_by_label", ""), _negated=True)),
                                    _connector="OR",
                                ),
                                name="serving_receipt_whole",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SignedCopy",
                    fields=[
                        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                        ("document", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="signed_copies", to="documents.issueddocument", verbose_name="文书")),
                        ("attachment", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="documents.attachment", verbose_name="扫描件")),
                        ("signed_on", models.DateField(verbose_name="签章日期")),
                        ("entered_at", models.DateTimeField(verbose_name="登记时间")),
                        ("entered_by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.post", verbose_name="登记岗位")),
                        ("entered_by_label", models.CharField(max_length=200, verbose_name="登记人")),
                        ("path", zhijia.organisation.models.unions.TreePath(db_collation="C", default="", editable=False, max_length=80, verbose_name="路径")),
                    ],
                    options={
                        "verbose_name": "签章件",
                        "verbose_name_plural": "签章件",
                        "constraints": [models.UniqueConstraint(fields=("document", "attachment"), name="signedcopy_once")],
                    },
                ),
            ],
        ),
    ]
