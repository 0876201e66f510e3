"""What the verifiable secret ballot keeps in the registrar's tables. Ballots are not here: they lie in the schema `ballot_box`."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhijia.engines.ballots.models.polls import Elector, Poll, Question
from zhijia.organisation.models import Person
from zhijia.organisation.models.unions import TreePath


class StampHolder(models.TextChoices):
    """Two who do not belong together, so that nobody makes a ticket alone."""

    COMMITTEE = "a", _("工会委员会")
    SUPERVISION = "b", _("监督组")


class Scrutineer(models.Model):
    """监票人: the public half of her key; the secret half, locked by the code she wrote down; and what she revealed.

    The browser in which she made the key sent no more than this. `revealed` is the secret half, after the close.
    """

    poll = models.ForeignKey(Poll, on_delete=models.PROTECT, related_name="scrutineers", verbose_name=_("表决"))
    place = models.PositiveSmallIntegerField(_("席位"))
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("监票人"))
    name = models.CharField(_("姓名"), max_length=60)
    point = models.BinaryField(_("公钥"), null=True)
    locked = models.BinaryField(_("加锁的私钥"), null=True)
    revealed = models.BinaryField(_("公开的私钥"), null=True)
    revealed_at = models.DateTimeField(_("公开时间"), null=True)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("监票人")
        constraints = [
            models.CheckConstraint(condition=Q(place__gte=1, place__lte=3), name="scrutineer_is_one_of_three"),
            models.CheckConstraint(
                condition=Q(point=None, locked=None) | Q(point__isnull=False, locked__isnull=False),
                name="scrutineer_key_whole",
            ),
            models.UniqueConstraint(fields=["poll", "place"], name="scrutineer_place_once"),
            models.UniqueConstraint(fields=["poll", "person"], name="scrutineer_person_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Stamp(models.Model):
    """印章: the public key by which one holder stamps the tickets of one question, and of no other."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="stamps", verbose_name=_("表决项"))
    holder = models.CharField(_("掌印方"), max_length=1, choices=StampHolder.choices)
    public = models.BinaryField(_("公钥"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("印章")
        constraints = [models.UniqueConstraint(fields=["question", "holder"], name="stamp_once")]


class Issuance(models.Model):
    """领票: that an elector took the ticket of a question. What was stamped is blinded: it leads to no ballot."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="issuances", verbose_name=_("表决项"))
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="issuances", verbose_name=_("选举人"))
    blinded_a = models.BinaryField(_("送盖的票（甲）"))
    blinded_b = models.BinaryField(_("送盖的票（乙）"))
    stamped_a = models.BinaryField(_("盖印（甲）"))
    stamped_b = models.BinaryField(_("盖印（乙）"))
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("领票")
        constraints = [models.UniqueConstraint(fields=["question", "elector"], name="issuance_once")]


class Publication(models.Model):
    """公布的选票档案: everything that anybody needs to recount, as it was published (gzip of JSON). `digest` is of the JSON."""

    poll = models.OneToOneField(Poll, on_delete=models.PROTECT, related_name="publication", verbose_name=_("表决"))
    content = models.BinaryField(_("内容"))
    digest = models.CharField(_("摘要"), max_length=64)
    path = TreePath(_("路径"), default="")

    class Meta:
        verbose_name = verbose_name_plural = _("公布的选票档案")
