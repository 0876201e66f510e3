"""Keys by which personal data is sealed. They lie here wrapped; what opens them is a file outside the database."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from zhijia.lib.crypto.ciphers import CipherKind
from zhijia.lib.crypto.indexes import IndexPurpose

TEXT = "text"
CIPHERS = tuple((kind.value, kind.name) for kind in CipherKind)


class DataKey(models.Model):
    """数据密钥: seals texts (`purpose` text, with its cipher), or makes the blind index of one purpose.

    Its number stands in every ciphertext, so no row is ever removed.
    """

    purpose = models.CharField(_("用途"), max_length=12)
    cipher = models.PositiveSmallIntegerField(_("算法"), choices=CIPHERS, null=True)
    wrapped = models.BinaryField(_("密文"), max_length=200)
    opened_by = models.CharField(_("主密钥指纹"), max_length=16)
    made_at = models.DateTimeField(_("生成时间"), db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = _("数据密钥")
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose=TEXT, cipher__in=[kind.value for kind in CipherKind])
                | Q(purpose__in=list(IndexPurpose), cipher=None),
                name="datakey_purpose",
            ),
            models.UniqueConstraint(fields=["purpose"], condition=~Q(purpose=TEXT), name="datakey_one_for_an_index"),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"

    @property
    def what(self) -> str:
        """What its wrapping is bound to, so that two keys cannot change places."""
        return f"data key {self.pk} {self.purpose} {self.cipher or 0}"
