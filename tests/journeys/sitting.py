"""One person at a browser: what she clicks is counted, what the browser complains about is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, Response

from zhijia.demo.visitors import PASSWORD
from zhijia.site.testing.browsing import follow
from zhijia.site.testing.chromium import PATIENCE_MS

DESK, PHONE, WALL = (1280, 800), (375, 812), (1920, 1080)
LISTENER = (
    "document.addEventListener('securitypolicyviolation',"
    " breach => console.error('CSP ' + breach.violatedDirective + ' ' + breach.blockedURI))"
)


CONTRAST = "color-contrast"
OF_PAGE = {"rules": {CONTRAST: {"enabled": False}}}
OF_COLOURS = {"runOnly": [CONTRAST]}
LOOK = (Path(__file__).parent / "axe.js").read_text(encoding="utf-8")


@dataclass
class Sitting:
    """A page, the number of clicks so far, and complaints: console errors, failed requests, breaches of the policy."""

    page: Page
    base_url: str
    complaints: list[str] = field(default_factory=list)
    clicks: int = 0

    def click(self, target: Locator) -> None:
        """One click, counted."""
        self.clicks += 1
        target.click()

    def follow(self, target: Locator, to: str) -> None:
        """One click, counted, that leads to another page; until that page stands."""
        self.clicks += 1
        follow(target, to)

    def sign_in(self, username: str, password: str = PASSWORD) -> None:
        """Through the door, as people do."""
        self.page.goto("/accounts/login/")
        self.page.locator("input[name=login]").fill(username)
        self.page.locator("input[name=password]").fill(password)
        self.page.locator("main button[type=submit]").click()
        self.page.wait_for_url(lambda url: "/accounts/login/" not in url)

    def faults(self, rules: dict[str, object] | None = None) -> list[str]:
        """What axe finds on the page as it is now, by all its rules or some, and whether it is wider than the window."""
        self.page.wait_for_load_state()
        broken = Axe().run(self.page, options={"resultTypes": ["violations"], **(rules or {})}).response["violations"]
        return [*_told(broken), *self._too_wide()]

    def bring_axe(self) -> None:
        """Have axe ready in every page to come, for `faults_of_many`."""
        self.page.add_init_script(AXE_SCRIPT)

    def faults_of_many(self, seen: set[str], *, by_rules: bool = True, by_colours: bool = True) -> list[str]:
        """`faults` of one page of many: contrast, which takes most of the time, where no page in `seen` looked the same."""
        self.page.wait_for_load_state()
        asked = {
            "options": OF_PAGE if by_rules else None,
            "contrast": OF_COLOURS if by_colours else None,
            "seen": sorted(seen),
        }
        too_wide = self._too_wide()
        result = self.page.evaluate(LOOK, asked)
        seen.update(result["looks"])
        return [*_told(result["violations"]), *too_wide]

    def _too_wide(self) -> list[str]:
        width = self.page.viewport_size["width"] if self.page.viewport_size else 0
        is_wide = self.page.evaluate("document.documentElement.scrollWidth") > width
        return [f"wider than {width} pixels"] if is_wide else []

    def dress(self, *, theme: str = "light", size: str = "normal", language: str = "zh-hans") -> None:
        """Choose an appearance for the pages to come."""
        chosen = {"zhijia_theme": theme, "zhijia_type_size": size, "django_language": language}
        self.page.context.add_cookies(
            [{"name": name, "value": value, "url": self.base_url} for name, value in chosen.items()]
        )

    def _hear(self, said: ConsoleMessage) -> None:
        if said.type == "error" and "Failed to load resource" not in said.text:
            self.complaints.append(said.text)

    def _note_failure(self, request: Request) -> None:
        if request.resource_type == "eventsource":  # nobody pushes here: a live region then asks by itself
            return
        if request.failure != "net::ERR_ABORTED":  # a page that was left, a download
            self.complaints.append(f"{request.url}: {request.failure}")

    def _note_answer(self, response: Response) -> None:
        if response.status >= 500 or (response.status == 404 and response.request.resource_type != "document"):
            self.complaints.append(f"{response.url}: {response.status}")

    def listen(self) -> None:
        """Begin to keep what the browser says."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", self._note_failure)
        self.page.on("response", self._note_answer)
        self.page.add_init_script(LISTENER)


def _told(broken: list[dict[str, Any]]) -> list[str]:
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:160]}" for rule in broken]


@contextmanager
def sitting(
    browser: Browser, base_url: str, *, size: tuple[int, int] = DESK, has_script: bool = True
) -> Iterator[Sitting]:
    """A fresh browser window; at its end nothing may have been complained about."""
    width, height = size
    context = browser.new_context(
        base_url=base_url,
        viewport={"width": width, "height": height},
        locale="zh-CN",
        java_script_enabled=has_script,
        accept_downloads=True,
    )
    context.set_default_timeout(PATIENCE_MS)
    seated = Sitting(context.new_page(), base_url)
    if has_script:
        seated.listen()
    yield seated
    context.close()
    assert seated.complaints == []
