"""What the page shell needs to know. A face fills one `Shell` per request; the templates read nothing else."""

from dataclasses import dataclass, field
from typing import Literal, Self

from django.http import HttpRequest
from django.utils.translation import get_language

from zhijia.ui.components import Words

Variant = Literal["workbench", "portal", "cockpit", "plain"]
COOKIE_PREFIX = "zhijia_"
COOKIE_SECONDS = 400 * 24 * 3600
CHOICES: dict[str, tuple[str, ...]] = {
    "theme": ("auto", "light", "dark"),
    "type_size": ("normal", "large"),
    "nav_width": ("wide", "narrow"),
}
MOST_NAV_ENTRIES = 9


@dataclass(frozen=True, slots=True)
class Appearance:
    """How this reader wants pages to look: kept in cookies, so that it holds before and after login."""

    theme: str = "auto"
    type_size: str = "normal"
    nav_width: str = "wide"
    language: str = "zh-hans"

    @classmethod
    def of_request(cls, request: HttpRequest) -> Self:
        """Read the cookies; a value we do not know counts as the default."""
        chosen = {
            name: value
            for name, allowed in CHOICES.items()
            if (value := request.COOKIES.get(COOKIE_PREFIX + name)) in allowed
        }
        return cls(language=get_language() or "zh-hans", **chosen)

    @property
    def html_language(self) -> str:
        """Value of the `lang` attribute."""
        return "zh-CN" if self.language.startswith("zh") else self.language

    @property
    def is_large(self) -> bool:
        return self.type_size == "large"

    @property
    def is_narrow(self) -> bool:
        return self.nav_width == "narrow"


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One entry of the navigation. `icon` is a name of `icons.ICONS`; `count` None shows no figure."""

    label: Words
    url: str
    icon: str = "list"
    is_current: bool = False
    count: int | None = None
    section: Words = ""


@dataclass(frozen=True, slots=True)
class PostChoice:
    """A post its holder may act through. `value` is posted as `post` to `Shell.switch_url`."""

    value: str
    label: Words
    union: Words
    note: Words = ""
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around the content. An empty url hides what it would lead to.

    Raises ValueError for more than nine navigation entries: a longer list is not a navigation.
    """

    variant: Variant = "plain"
    home_url: str = "/"
    nav: tuple[NavEntry, ...] = ()
    search_url: str = ""
    search_query: str = ""
    search_hint: Words = ""
    person: str = ""
    posts: tuple[PostChoice, ...] = ()
    switch_url: str = ""
    other_face: Words = ""
    face_url: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    inbox_url: str = ""
    inbox_count: int = 0
    here: str = "/"
    is_wall: bool = False
    footer_note: Words = ""
    law_url: str = ""
    appearance: Appearance = field(default_factory=Appearance)

    def __post_init__(self) -> None:
        if len(self.nav) > MOST_NAV_ENTRIES:
            raise ValueError(f"navigation has {len(self.nav)} entries, the most is {MOST_NAV_ENTRIES}")

    @property
    def current_post(self) -> PostChoice | None:
        """The post acted through now; None for a worker or a visitor."""
        return next((post for post in self.posts if post.is_current), None)


def plain_shell(request: HttpRequest) -> Shell:
    """Shell for login and error pages: needs neither session nor database, so it cannot fail where they did."""
    return Shell(appearance=Appearance.of_request(request), here=request.path)
