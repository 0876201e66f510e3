"""What a rendered page must not hold, and what every form in it must."""

import re
from collections.abc import Iterator

from lxml import etree, html  # type: ignore[import-untyped]

SAFE_SCRIPT_TYPES = {"application/json", "speculationrules"}
BARE_LIMIT = re.compile(r"\bLIMIT (\d+)")
ADDRESSES = ("href", "src", "action")
SUSPECTS = etree.XPath(
    "//style | //script | //*[@*[name() = 'style' or starts-with(name(), 'on') or starts-with(name(), 'hx-on')]]"
    " | //*[@href[contains(., ':')] or @src[contains(., ':')] or @action[contains(., ':')]]"
)
"""The few elements that are worth a look: ten thousand pages are read."""
LOOKUPS = {"1", "2", "21"}
"""`exists()`, `first()`, `get()`: they ask for one row, not for a page of rows."""


def faults_of(page: str) -> Iterator[str]:
    """Everything inline that the content security policy forbids, and forms that could be sent from elsewhere."""
    tree = html.fromstring(page)
    for element in SUSPECTS(tree):
        yield from _inline_faults(element)
    for form in tree.iter("form"):
        if (form.get("method") or "").lower() == "post" and not form.xpath(".//input[@name='csrfmiddlewaretoken']"):
            yield f"form to {form.get('action') or 'itself'} has no csrf token"


def _inline_faults(element: html.HtmlElement) -> Iterator[str]:
    if element.tag == "style":
        yield "a style element"
    if element.tag == "script" and not element.get("src") and element.get("type") not in SAFE_SCRIPT_TYPES:
        yield "an inline script"
    for name, value in element.attrib.items():
        if name == "style" or name.startswith(("on", "hx-on")):
            yield f"{element.tag} {name}={value!r}"
        if name in ADDRESSES and value.strip().lower().startswith("javascript:"):
            yield f"{element.tag} {name}={value!r}"


def links_of(page: str) -> Iterator[str]:
    """Addresses of ours that a reader of the page may follow."""
    for anchor in html.fromstring(page).iter("a"):
        address = (anchor.get("href") or "").partition("#")[0]
        if address.startswith("/") and not address.startswith("//"):
            yield address


def unordered(sql: str) -> bool:
    """A page of rows in no order: the next page may show the same rows again."""
    limit = BARE_LIMIT.search(sql)
    return bool(limit and limit[1] not in LOOKUPS and "ORDER BY" not in sql)
