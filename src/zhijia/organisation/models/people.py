"""People and their jobs. What identifies a person and how she is reached lies sealed (`organisation.protection`)."""

from django.contrib.postgres.indexes import HashIndex
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from zhijia.lib.ethnic_groups import ETHNIC_GROUPS
from zhijia.lib.masks import mask_address, mask_id_number, mask_phone
from zhijia.organisation.models.enterprises import Enterprise
from zhijia.organisation.models.person_codes import Education, HouseholdKind, IdKind, PoliticalStatus, Sex
from zhijia.organisation.models.unions import TreePath, Union
from zhijia.organisation.protection.fields import SealedField


class Person(models.Model):
    """职工: one human. `home` is the union that keeps the record: of a member, the group or union she belongs to.

    Number, phone and address are sealed and bound to the id of the row; `…_index` finds the same number again. What is not
    known is empty or null. The card number comes with the first membership and stays for life. `merged_into`: this record
    was found to be of the same human as that one, on which everything hangs now (`actions.merging`).
    """

    name = models.CharField(_("姓名"), max_length=60, db_collation="C")
    home = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="people", verbose_name=_("所在工会"))
    path = TreePath(_("路径"), default="")
    sort_key = models.CharField(max_length=120, editable=False, db_collation="C")
    initials = models.GeneratedField(
        expression=Func(
            Func(F("sort_key"), Value("\t"), Value(1), function="split_part"),
            Value("([^ ])[^ ]*( |$)"),
            Value(r"\1"),
            Value("g"),
            function="regexp_replace",
        ),
        output_field=models.CharField(max_length=120, db_collation="C"),
        db_persist=True,
    )
    id_kind = models.CharField(_("证件类型"), max_length=10, choices=IdKind.choices, blank=True)
    id_number = SealedField(_("证件号码"), mask=mask_id_number)
    id_index = models.BinaryField(max_length=32, null=True)
    phone = SealedField(_("手机号码"), mask=mask_phone)
    phone_index = models.BinaryField(max_length=32, null=True)
    phone_verified_at = models.DateTimeField(_("手机核验时间"), null=True, blank=True)
    address = SealedField(_("居住地址"), mask=mask_address)
    sex = models.CharField(_("性别"), max_length=1, choices=Sex.choices, blank=True)
    born_on = models.DateField(_("出生日期"), null=True, blank=True)
    ethnicity = models.CharField(_("民族"), max_length=2, choices=tuple(ETHNIC_GROUPS.items()), blank=True)
    political_status = models.CharField(_("政治面貌"), max_length=2, choices=PoliticalStatus.choices, blank=True)
    education = models.CharField(_("学历"), max_length=2, choices=Education.choices, blank=True)
    household_kind = models.CharField(_("户籍性质"), max_length=5, choices=HouseholdKind.choices, blank=True)
    is_migrant = models.BooleanField(_("农民工"), null=True, blank=True)
    is_dispatched = models.BooleanField(_("劳务派遣"), null=True, blank=True)
    is_new_form = models.BooleanField(_("新就业形态"), null=True, blank=True)
    card_number = models.CharField(_("会员卡号"), max_length=16, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, editable=False, db_index=False, related_name="merged"
    )

    class Meta:
        verbose_name = verbose_name_plural = _("职工")
        indexes = [
            models.Index(fields=["name"], name="person_name"),
            models.Index(fields=["initials"], name="person_initials"),
            models.Index(fields=["merged_into"], condition=~Q(merged_into=None), name="person_merged"),
            models.Index(fields=["path", "sort_key", "id"], name="person_path"),
            HashIndex(fields=["phone_index"], condition=~Q(phone_index=None), name="person_phone"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["card_number"], condition=~Q(card_number=""), name="person_card_unique"),
            models.UniqueConstraint(
                fields=["id_index", "id_kind"], condition=~Q(id_index=None), name="person_id_unique"
            ),
            models.CheckConstraint(
                condition=Q(id_kind="", id_number=None, id_index=None)
                | Q(~Q(id_kind=""), id_number__isnull=False, id_index__isnull=False),
                name="person_id_whole",
            ),
            models.CheckConstraint(
                condition=Q(phone=None, phone_index=None, phone_verified_at=None)
                | Q(phone__isnull=False, phone_index__isnull=False),
                name="person_phone_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Employment(models.Model):
    """劳动关系: a person works for an enterprise for a time."""

    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, related_name="employments", db_index=False, verbose_name=_("职工")
    )
    enterprise = models.ForeignKey(
        Enterprise, on_delete=models.PROTECT, related_name="employments", verbose_name=_("用人单位")
    )
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("劳动关系")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="employment_dates",
                violation_error_message=_("截止日期必须晚于起始日期。"),
            ),
        ]
