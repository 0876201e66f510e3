"""Two records that turn out to be one human: put together, and taken apart again where that was a mistake."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhijia.lib.masks import mask_id_number
from zhijia.organisation.models.people import Person
from zhijia.organisation.models.person_codes import IdKind
from zhijia.organisation.models.posts import Post
from zhijia.organisation.models.unions import TreePath
from zhijia.organisation.protection.fields import SealedField


class MergeKind(models.TextChoices):
    MERGE = "merge", _("合并")
    SPLIT = "split", _("拆分")


class PersonMerge(models.Model):
    """人员合并: `dropped` becomes part of `kept`, or by a split is itself again. One post asks, another person decides.

    `rows` tell what became of each row that hung on `dropped`: moved, laid aside (it could not stand beside one of `kept`;
    its content is here), left where it was, or an account that was closed. `filled` are the facts that `kept` lacked and
    took. The number of `dropped`, which must find nobody any more, lies here until a split gives it back.
    """

    kind = models.CharField(_("种类"), max_length=5, choices=MergeKind.choices)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("保留的记录"))
    dropped = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("并入的记录"))
    of = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="splits", verbose_name=_("拆分哪次合并")
    )
    reason = models.CharField(_("理由"), max_length=200)
    asked_at = models.DateTimeField(_("申请时间"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请人"))
    asked_by_post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("申请岗位"))
    decided_at = models.DateTimeField(_("决定时间"), null=True)
    decided_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("复核人")
    )
    decided_by_post = models.ForeignKey(
        Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("复核岗位")
    )
    is_confirmed = models.BooleanField(_("同意"), null=True)
    is_undone = models.BooleanField(_("已拆分"), default=False)
    rows = models.JSONField(default=list, editable=False)
    filled = models.JSONField(default=dict, editable=False)
    id_kind = models.CharField(_("证件类型"), max_length=10, choices=IdKind.choices, blank=True, editable=False)
    id_number = SealedField(_("证件号码"), mask=mask_id_number)
    id_index = models.BinaryField(max_length=32, null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("人员合并")
        indexes = [
            models.Index(fields=["path", "-asked_at"], name="merge_newest"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("dropped")), name="merge_two_records"),
            models.CheckConstraint(condition=Q(kind__in=MergeKind.values), name="merge_kind_known"),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="merge_two_people"
            ),
            models.CheckConstraint(
                condition=Q(decided_by_post=None) | ~Q(decided_by_post=F("asked_by_post")), name="merge_two_posts"
            ),
            models.CheckConstraint(
                condition=Q(decided_at=None, decided_by=None, decided_by_post=None, is_confirmed=None)
                | Q(
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                    decided_by_post__isnull=False,
                    is_confirmed__isnull=False,
                ),
                name="merge_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind=MergeKind.MERGE, of=None) | Q(kind=MergeKind.SPLIT, of__isnull=False),
                name="merge_split_of_merge",
            ),
            models.UniqueConstraint(fields=["dropped"], condition=Q(decided_at=None), name="merge_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kept} · {self.dropped}"
