"""Which unions, groups and enterprises the cells of a piece name, asked once for each name."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl
from django.db.models import Q

from zhijia.organisation.membership_checks import INNER_KINDS
from zhijia.organisation.models import Union
from zhijia.organisation.permissions import can_administer
from zhijia.organisation.queries import enterprises_by_code, enterprises_visible_to, unions_visible_to
from zhijia.organisation.rosters.findings import Told
from zhijia.organisation.scopes import Actor
from zhijia.services.organising.intake.tidying import FINDINGS, bit

CREDIT_CODE_LENGTH = 18
PLACES = ("union_id", "group_id", "enterprise_id")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names: the id, or why there is none."""

    id: int | None
    told: int = 0


def placed(frame: pl.DataFrame, actor: Actor, default: Union | None) -> pl.DataFrame:
    """The frame with its `PLACES`, and what is wrong with them among its findings."""
    unions = _unions(frame["union"].unique(), actor, default)
    frame = _joined(frame, "union", unions)
    frame = _with_groups(frame, actor)
    return _with_enterprises(frame, actor)


def _unions(texts: Iterable[str], actor: Actor, default: Union | None) -> dict[str, Named]:
    wanted = {text for text in texts if text}
    found: dict[str, dict[int, Union]] = defaultdict(dict)
    codes = {text for text in wanted if len(text) == CREDIT_CODE_LENGTH and text.isascii()}
    named = Q(name__in=wanted) | (Q(credit_code__in=codes) & ~Q(credit_code=""))  # so that both indexes serve
    for union in unions_visible_to(actor).filter(named).order_by("pk"):
        for text in {union.name, union.credit_code} & wanted:
            found[text][union.pk] = union
    judged = {text: _judged(list(found[text].values()), actor) for text in wanted}
    return judged | {"": _judged([default] if default else [], actor)}


def _judged(unions: list[Union], actor: Actor) -> Named:
    if len(unions) != 1:
        return Named(None, (Told.SEVERAL_UNIONS if unions else Told.NO_UNION).bit)
    (union,) = unions
    if union.kind in INNER_KINDS or union.closed_on is not None:
        return Named(None, Told.TAKES_NOBODY.bit)
    return Named(union.pk) if can_administer(actor, union.path) else Named(None, Told.NOT_YOURS.bit)


def _joined(frame: pl.DataFrame, key: str, named: Mapping[str, Named]) -> pl.DataFrame:
    table = pl.DataFrame(
        {key: list(named), f"{key}_id": [n.id for n in named.values()], "told": [n.told for n in named.values()]},
        schema={key: pl.String, f"{key}_id": pl.Int64, "told": pl.Int64},
    )
    joined = frame.join(table, on=key, how="left", maintain_order="left")
    return joined.with_columns((pl.col(FINDINGS) | pl.col("told").fill_null(0)).alias(FINDINGS)).drop("told")


def _with_groups(frame: pl.DataFrame, actor: Actor) -> pl.DataFrame:
    """A group is sought by its name below the union of the row."""
    asked = frame.filter((pl.col("group") != "") & pl.col("union_id").is_not_null())
    pairs = asked.select("union_id", "group").unique()
    above = dict(Union.objects.filter(pk__in=pairs["union_id"].to_list()).values_list("pk", "path"))
    inner = unions_visible_to(actor).filter(kind__in=INNER_KINDS, name__in=pairs["group"].unique().to_list())
    open_ones = list(inner.filter(closed_on=None).order_by("pk").values_list("pk", "name", "path"))
    by_name: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for pk, name, path in open_ones:
        by_name[name].append((pk, path))
    rows = [
        (union, group, next((pk for pk, path in by_name[group] if path.startswith(above[union])), None))
        for union, group in pairs.iter_rows()
    ]
    schema: dict[str, type[pl.DataType]] = {"union_id": pl.Int64, "group": pl.String, "group_id": pl.Int64}
    table = pl.DataFrame(rows, schema=schema, orient="row")
    joined = frame.join(table, on=["union_id", "group"], how="left", maintain_order="left")
    lacks = (pl.col("group") != "") & pl.col("union_id").is_not_null() & pl.col("group_id").is_null()
    return joined.with_columns((pl.col(FINDINGS) | bit(Told.NO_GROUP, lacks)).alias(FINDINGS))


def _with_enterprises(frame: pl.DataFrame, actor: Actor) -> pl.DataFrame:
    """By credit code, else by the exact name where only one has it."""
    codes = [code for code in frame["employer_code"].unique() if code]
    names = [name for name in frame["employer"].unique() if name]
    by_code = {code: found.pk for code, found in enterprises_by_code(actor, codes).items()}
    by_name: dict[str, list[int]] = defaultdict(list)
    visible = enterprises_visible_to(actor).filter(name__in=names).order_by("pk")
    for pk, name in visible.values_list("pk", "name"):
        by_name[name].append(pk)
    only = {name: ids[0] for name, ids in by_name.items() if len(ids) == 1}
    found = pl.coalesce(_looked_up("employer_code", by_code), _looked_up("employer", only)).alias("enterprise_id")
    named = (pl.col("employer_code") != "") | (pl.col("employer") != "")
    lacks = bit(Told.NO_EMPLOYER, named & pl.col("enterprise_id").is_null())
    return frame.with_columns(found).with_columns((pl.col(FINDINGS) | lacks).alias(FINDINGS))


def _looked_up(key: str, table: Mapping[str, int]) -> pl.Expr:
    return pl.col(key).replace_strict(dict(table), default=None, return_dtype=pl.Int64)
