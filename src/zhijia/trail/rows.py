"""Stored events as the canonical form wants them."""

from collections.abc import Mapping

from zhijia.trail.canonical import PARTS, Head, commit, salts_by_part, words_of
from zhijia.trail.models import Event


def head_of(row: Event) -> Head:
    return Head(
        row.pk,
        row.kind,
        row.at,
        row.actor_id,
        row.post_id,
        row.subject_type,
        row.subject_id,
        row.from_state,
        row.to_state,
    )


def parts_of(row: Event, salts: bytes, erased: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts of the hash: from words and salts, or as `erased` keeps them for words that are gone."""
    values = words_of(row.actor_label, row.post_label, row.subject_label, row.data)
    salt = salts_by_part(salts)
    return {part: erased.get(part) or commit(salt[part], value) for part, value in zip(PARTS, values, strict=True)}
