"""Serving: what makes a document or an attachment known to an outside party, and its receipt."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.cases.models import Case
from zhijia.engines.documents.models.attachments import Attachment
from zhijia.engines.documents.models.issued import IssuedDocument
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath


class Serving(models.Model):
    """送达: from this moment the party sees the document or the attachment. Receipt is entered once, by the party itself."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="servings", verbose_name=_("事项"))
    document = models.ForeignKey(
        IssuedDocument, on_delete=models.PROTECT, null=True, related_name="servings", verbose_name=_("文书")
    )
    attachment = models.ForeignKey(
        Attachment, on_delete=models.PROTECT, null=True, related_name="servings", verbose_name=_("附件")
    )
    party = models.CharField(_("受送达方"), max_length=32)
    served_at = models.DateTimeField(_("送达时间"))
    served_by_label = models.CharField(_("送达人"), max_length=300)
    received_at = models.DateTimeField(_("签收时间"), null=True)
    received_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("签收人")
    )
    received_by_label = models.CharField(_("签收人与职务"), max_length=300, blank=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("送达")
        constraints = [
            models.UniqueConstraint(
                fields=["document", "attachment", "party"], name="serving_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(document__isnull=False, attachment=None) | Q(document=None, attachment__isnull=False),
                name="serving_of_one",
            ),
            models.CheckConstraint(condition=~Q(party=""), name="serving_to_somebody"),
            models.CheckConstraint(
                condition=Q(received_at=None, received_by=None, received_by_label="")
                | Q(received_at__isnull=False, received_by__isnull=False) & ~Q(received_by_label=""),
                name="serving_receipt_whole",
            ),
        ]
        indexes = [models.Index(fields=["party", "case"], name="serving_party")]

    @property
    def item(self) -> IssuedDocument | Attachment:
        """What was served."""
        found = self.document or self.attachment
        if found is None:
            raise ValueError(f"serving {self.pk} is of nothing")
        return found
