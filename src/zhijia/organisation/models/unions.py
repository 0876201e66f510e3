"""Unions: a tree with dated other parents beside it (domain/services §A1, §0.3)."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UnionKind(models.TextChoices):
    """Kinds of union, from the federation of a city down to a group in a workshop (services §A1)."""

    CITY = "city", _("市总工会")
    COUNTY = "county", _("县（市、区）总工会")
    ZONE = "zone", _("开发区工会")
    BUREAU = "bureau", _("局（公司）工会")
    TOWN = "town", _("乡镇（街道）工会")
    INDUSTRY_FEDERATION = "industry", _("行业工会联合会")
    ENTERPRISE = "enterprise", _("企业工会")
    JOINT = "joint", _("联合工会")
    BRANCH = "branch", _("工会分会")
    GROUP = "group", _("工会小组")


FEDERATION_KINDS = (UnionKind.CITY, UnionKind.COUNTY, UnionKind.ZONE)
TERRITORIAL_KINDS = (*FEDERATION_KINDS, UnionKind.TOWN)
GRASSROOTS_KINDS = (UnionKind.ENTERPRISE, UnionKind.JOINT)


class TreePath(models.CharField):  # type: ignore[type-arg]
    """A place in a tree of unions: fixed-width labels joined, compared byte by byte, so that order is tree order."""

    def __init__(self, *args: object, **options: object) -> None:
        options |= {"max_length": 80, "db_collation": "C", "editable": False}
        super().__init__(*args, **options)  # type: ignore[arg-type]


class SeenFrom(ArrayField):  # type: ignore[type-arg]
    """Other places from which a row is seen, with every place above them, and parties; null where there are none.

    Triggers compute it (`organisation` 0017); what is written into it is not kept.
    """

    def __init__(self, **options: object) -> None:
        options |= {"base_field": models.TextField(db_collation="C"), "null": True, "editable": False}
        super().__init__(**{**options, "db_comment": "derived"})  # type: ignore[arg-type]


class Union(models.Model):
    """工会组织. `path` is given by the database from the parent and is never written by the application."""

    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("上级工会")
    )
    kind = models.CharField(_("类别"), max_length=12, choices=UnionKind.choices)
    name = models.CharField(_("名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    place = models.CharField(_("行政区划"), max_length=6)
    reporting_group = models.CharField(_("归口"), max_length=40, blank=True)
    founded_on = models.DateField(_("成立日期"), null=True, blank=True)
    closed_on = models.DateField(_("撤销日期"), null=True, blank=True)
    term_from = models.DateField(_("本届起"), null=True, blank=True)
    term_to = models.DateField(_("本届止"), null=True, blank=True)
    path = TreePath(_("路径"), default="")
    line_path = TreePath(_("条线路径"), null=True)
    depth = models.PositiveSmallIntegerField(_("层级"), default=0, editable=False)
    has_children = models.BooleanField(default=False, editable=False)
    sort_key = models.CharField(max_length=200, editable=False, db_collation="C")
    search_tokens = models.TextField(editable=False)
    search = models.GeneratedField(
        expression=SearchVector("search_tokens", config="simple"), output_field=SearchVectorField(), db_persist=True
    )

    class Meta:
        verbose_name = verbose_name_plural = _("工会组织")
        constraints = [
            models.UniqueConstraint(fields=["path"], name="union_path_unique"),
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="union_credit_code_unique"
            ),
            models.CheckConstraint(
                condition=Q(term_from=None) | Q(term_to=None) | Q(term_to__gt=F("term_from")),
                name="union_term_order",
                violation_error_message=_("本届截止日期必须晚于起始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(founded_on=None) | Q(closed_on=None) | Q(closed_on__gte=F("founded_on")),
                name="union_life_order",
                violation_error_message=_("撤销日期不能早于成立日期。"),
            ),
            models.CheckConstraint(condition=Q(kind__in=UnionKind.values), name="union_kind_known"),
        ]
        indexes = [
            models.Index(fields=["name"], name="union_name"),
            models.Index(fields=["parent", "sort_key", "id"], name="union_children"),
            models.Index(fields=["line_path"], name="union_line_path"),
            models.Index(fields=["kind", "path"], name="union_kind_path"),
            GinIndex(fields=["search"], name="union_search"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def upper_bound(self) -> str:
        """The end (exclusive) of the range of paths at and below this union."""
        return f"{self.path}~"


class ParentKind(models.TextChoices):
    STATISTICAL = "statistical", _("统计归口")
    FUNDS = "funds", _("经费关系")
    REGISTRATION = "registration", _("法人登记")
    INDUSTRY = "industry", _("行业归口")


class OtherParent(models.Model):
    """另行隶属: a second parent for one purpose, with dates (services §0.3)."""

    union = models.ForeignKey(Union, on_delete=models.CASCADE, related_name="other_parents", verbose_name=_("工会"))
    kind = models.CharField(_("关系"), max_length=12, choices=ParentKind.choices)
    parent = models.ForeignKey(Union, on_delete=models.PROTECT, related_name="+", verbose_name=_("归口工会"))
    from_on = models.DateField(_("自"))
    to_on = models.DateField(_("至"), null=True, blank=True)
    path = TreePath(_("路径"))

    class Meta:
        verbose_name = verbose_name_plural = _("另行隶属")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on=None) | Q(to_on__gt=F("from_on")),
                name="otherparent_dates",
                violation_error_message=_("截止日期必须晚于起始日期。"),
            ),
            models.CheckConstraint(condition=~Q(union=F("parent")), name="otherparent_not_itself"),
        ]


class City(models.Model):
    """城市: the root union of an installation and what holds for the whole city."""

    root = models.OneToOneField(Union, on_delete=models.PROTECT, verbose_name=_("市总工会"))
    place = models.CharField(_("行政区划"), max_length=6, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    is_demo = models.BooleanField(_("演示城市"), default=False)

    class Meta:
        verbose_name = verbose_name_plural = _("城市")

    def __str__(self) -> str:
        return self.name
