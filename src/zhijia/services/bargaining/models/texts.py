"""Standard texts as data, and the clauses of a draft (bargaining-congress §A7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.organisation.models import Union
from zhijia.organisation.models.unions import TreePath
from zhijia.services.bargaining.models.bargainings import ContractType
from zhijia.services.bargaining.models.drafts import Draft


class StandardText(models.Model):
    """规范文本: a version of the standard text of a contract type, offered to every union below its issuer."""

    union = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("发布工会"))
    contract_type = models.CharField(_("合同类型"), max_length=12, choices=ContractType.choices)
    title = models.CharField(_("名称"), max_length=120)
    version = models.PositiveSmallIntegerField(_("版本"))
    published_on = models.DateField(_("发布日期"), null=True)
    withdrawn_on = models.DateField(_("停用日期"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("规范文本")
        constraints = [
            models.UniqueConstraint(fields=["union", "contract_type", "version"], name="standardtext_version_once"),
            models.CheckConstraint(condition=Q(contract_type__in=ContractType.values), name="standardtext_type_known"),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.version}）"


class StandardClause(models.Model):
    """规范条款. `body` holds {placeholders}; `terms` are the values that the issuer recommends for them (`rules/terms`).

    `is_mandatory`: a draft that follows the text and lacks the clause is found fault with.
    """

    text = models.ForeignKey(StandardText, on_delete=models.CASCADE, related_name="clauses", verbose_name=_("规范文本"))
    chapter = models.PositiveSmallIntegerField(_("章"))
    chapter_title = models.CharField(_("章名"), max_length=60)
    position = models.PositiveSmallIntegerField(_("条"))
    code = models.CharField(_("条款代码"), max_length=40)
    title = models.CharField(_("条名"), max_length=60, blank=True)
    body = models.TextField(_("条文"))
    terms = models.JSONField(_("建议数值"), default=dict)
    is_mandatory = models.BooleanField(_("必备"), default=False)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("规范条款")
        ordering = ("chapter", "position")
        constraints = [
            models.UniqueConstraint(fields=["text", "code"], name="standardclause_code_once"),
            models.UniqueConstraint(fields=["text", "chapter", "position"], name="standardclause_place_once"),
        ]


class Clause(models.Model):
    """条款: a clause of a draft. `code` ties it to the standard clause and to the same clause of other versions.

    `body` holds {placeholders} for names and terms (`rules/wording`); `revision` is the edit that last changed it.
    """

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="clauses", verbose_name=_("合同草案"))
    chapter = models.PositiveSmallIntegerField(_("章"))
    chapter_title = models.CharField(_("章名"), max_length=60)
    position = models.PositiveSmallIntegerField(_("条"))
    code = models.CharField(_("条款代码"), max_length=40)
    title = models.CharField(_("条名"), max_length=60, blank=True)
    body = models.TextField(_("条文"))
    revision = models.PositiveIntegerField(_("最后修改"), default=0)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("合同条款")
        ordering = ("chapter", "position")
        constraints = [
            models.UniqueConstraint(fields=["draft", "code"], name="clause_code_once"),
            models.UniqueConstraint(
                fields=["draft", "chapter", "position"],
                name="clause_place_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
        ]


class ClauseTerm(models.Model):
    """要素: a structured value that a clause promises: a wage in fen, hours, days, a rate in basis points.

    `field` names its declaration (`rules/terms`), which knows unit, floor rule and words.
    """

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="terms", verbose_name=_("合同条款"))
    field = models.CharField(_("要素"), max_length=60)
    value = models.BigIntegerField(_("值"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("条款要素")
        constraints = [models.UniqueConstraint(fields=["clause", "field"], name="clauseterm_once")]
