"""Checks of the settings that differ between installations."""

from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from django.conf import settings

from zhijia.site.console import say
from zhijia.site.doctor.finding import Finding, advice, good, unsafe

KEY_LENGTH = 32
LOCAL = {"localhost", "127.0.0.1", "[::1]", "testserver"}


def check_configuration() -> Iterator[Finding]:
    """The settings in force."""
    yield check_debug(is_debug=settings.DEBUG)
    yield check_key(settings.SECRET_KEY)
    yield check_hosts(settings.ALLOWED_HOSTS, is_https=settings.IS_HTTPS)
    yield check_public_address(settings.ALLOWED_HOSTS, address=settings.PUBLIC_ADDRESS)
    yield check_second_factor(settings.ALLOWED_HOSTS, is_required=settings.REQUIRE_TOTP)


def check_debug(*, is_debug: bool) -> Finding:
    if is_debug:
        return unsafe(say("调试模式开着，出错页面会泄露数据：请去掉 ZHIJIA_DEBUG。"))
    return good(say("调试模式已关闭。"))


def check_key(key: str) -> Finding:
    if len(key) < KEY_LENGTH:
        return unsafe(
            say("会话密钥太短：请去掉 ZHIJIA_SECRET_KEY（会自动生成），或换成至少 {count} 个字符。").format(
                count=KEY_LENGTH
            )
        )
    return good(say("会话密钥足够长。"))


def check_hosts(hosts: Sequence[str], *, is_https: bool) -> Finding:
    """Which names the site answers to, and whether it is told that it stands behind HTTPS."""
    if "*" in hosts:
        return unsafe(say("网站对任何域名都应答：请在 ZHIJIA_HOSTS 中写明域名。"))
    if is_local(hosts):
        return good(say("网站只在本机使用。"))
    if not is_https:
        return unsafe(say("网站对外使用却没有 HTTPS，口令会明文传输：请配置 HTTPS 并设置 ZHIJIA_HTTPS=1。"))
    return good(say("网站只经 HTTPS 对外使用。"))


def is_local(hosts: Sequence[str]) -> bool:
    """Whether only this machine reaches the site."""
    return set(hosts) <= LOCAL


def check_public_address(hosts: Sequence[str], *, address: str) -> Finding:
    """Where the codes on papers lead: whoever holds a letter verifies it from outside."""
    if is_local(hosts):
        return good(say("文书二维码指向 {address}。").format(address=address))
    if urlsplit(address).hostname in {host.strip("[]") for host in LOCAL}:
        return unsafe(
            say("文书二维码指向 {address}，外面的人打不开：请把 ZHIJIA_PUBLIC_ADDRESS 设为网站对外的网址。").format(
                address=address
            )
        )
    return good(say("文书二维码指向 {address}。").format(address=address))


def check_second_factor(hosts: Sequence[str], *, is_required: bool) -> Finding:
    """Cadres sign in with two factors (services §H4)."""
    if is_required:
        return good(say("干部登录要用第二因素。"))
    if is_local(hosts):
        return advice(say("干部登录不要第二因素（ZHIJIA_REQUIRE_TOTP=0）：只可在本机试用。"))
    return unsafe(say("干部只凭口令就能登录：请去掉 ZHIJIA_REQUIRE_TOTP=0。"))


def check_demo(hosts: Sequence[str], *, is_demo: bool) -> Finding:
    """The passwords of a demonstration city are printed for everybody, and it asks for no second factor."""
    if not is_demo:
        return good(say("这不是演示城市。"))
    if is_local(hosts):
        return good(say("演示城市只在本机使用。"))
    return unsafe(
        say("这是演示城市，登录口令是公开的，却对外应答：请只在本机使用，或换一个空的 ZHIJIA_HOME 建正式城市。")
    )


def check_calendar(*, year: int, month: int, is_next_year_known: bool) -> Finding:
    """From November on the State Council's notice for the next year is out and must be entered."""
    if is_next_year_known or month < 11:
        return good(say("工作日历可用。"))
    return advice(say("{year} 年放假安排尚未录入，跨年时限按暂定工作日计算：通知发布后请补录。").format(year=year + 1))
