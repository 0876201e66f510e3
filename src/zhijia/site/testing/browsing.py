"""How a journey goes from page to page: what is read after a click is read on the page that the click leads to."""

import re

from playwright.sync_api import Locator


def follow(target: Locator, to: str) -> None:
    """Click what leads to another page and wait until that page stands, all of it; `to` is a pattern of its address."""
    target.click()
    target.page.wait_for_url(re.compile(to))
