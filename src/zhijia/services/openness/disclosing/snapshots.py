"""What is proven of a publication: one text that says all that was shown, and its digest."""

from collections.abc import Sequence

from zhijia.lib.digests import digest_of
from zhijia.services.openness.models import Disclosure, DisclosureText


def snapshot_of(disclosure: Disclosure, text: DisclosureText, *, photos: Sequence[str] = ()) -> str:
    """Line by line what was published, where, from when to when, with the hashes of the photos that came with it."""
    shown = f"涉及商业秘密，内容不公开：{text.secret_reason}" if text.is_secret else text.text
    lines = [
        disclosure.title,
        f"version {text.version}",
        f"from {text.from_on:%Y-%m-%d} to {text.to_on:%Y-%m-%d}",
        f"channels {text.channels}",
        *(f"photo {sha256}" for sha256 in sorted(photos)),
        "",
        shown,
    ]
    return "\n".join(lines)


def digest_of_snapshot(disclosure: Disclosure, text: DisclosureText, *, photos: Sequence[str] = ()) -> str:
    return digest_of(snapshot_of(disclosure, text, photos=photos))
