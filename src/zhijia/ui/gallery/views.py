"""Pages of the gallery."""

from dataclasses import replace

from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from zhijia.ui.gallery import chart_samples, samples
from zhijia.ui.gallery.forms import refused_form, sample_form
from zhijia.ui.icons import ICONS
from zhijia.ui.lights import LIGHT_WORDS
from zhijia.ui.shell import Appearance, NavEntry, PostChoice, Shell

SECTIONS = ("controls", "forms", "table", "record", "dates", "tree", "charts", "notices")
EXAMPLES = ("desk", "portal", "cockpit", "wall")


def _shell(request: HttpRequest, *, is_desk: bool = False) -> Shell:
    titles = (_("控件"), _("表单"), _("表格"), _("记录页"), _("日期"), _("树"), _("图表"), _("状态页"))
    pictures = ("type", "edit", "list", "file", "calendar", "tree", "chart", "warning")
    home = reverse("ui:gallery")
    nav = tuple(
        NavEntry(title, f"{home}#{name}", picture, is_current=is_desk and i == 2, count=22 if i == 2 else None)
        for i, (name, title, picture) in enumerate(zip(SECTIONS, titles, pictures, strict=True))
    )
    return Shell(
        variant="workbench",
        home_url=home,
        nav=nav,
        search_url=home,
        search_hint=_("搜索单位、事项、信用代码"),
        person="林知夏",
        posts=(
            PostChoice("1", "权益部干事", "临江市总工会", is_current=True),
            PostChoice("2", "主席", "花溪县总工会", note="代理，到 12月31日"),
        ),
        switch_url=home,
        inbox_url="#",
        inbox_count=3,
        account_url="#",
        sign_out_url=home,
        here=request.path,
        appearance=Appearance.of_request(request),
    )


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    messages = (
        Message(constants.SUCCESS, _("已发出，对方会收到书面通知。")),
        Message(constants.ERROR, _("没有保存：日期早于登记日，请改后再存。")),
    )
    context = {
        "shell": _shell(request),
        "samples": samples,
        "charts": chart_samples,
        "icons": sorted(ICONS),
        "light_codes": list(LIGHT_WORDS),
        "form": sample_form(),
        "refused": refused_form(),
        "examples": EXAMPLES,
        "messages": messages,
    }
    return render(request, "ui/gallery.html", context)


def example(request: HttpRequest, name: str) -> HttpResponse:
    """A whole page of one face: desk, portal, cockpit or wall."""
    if name not in EXAMPLES:
        raise Http404
    shell = _shell(request, is_desk=True)
    if name == "portal":
        entries: tuple[NavEntry, ...] = (
            NavEntry(_("首页"), "#", "home", is_current=True),
            NavEntry(_("我的事"), "#", "case"),
            NavEntry(_("消息"), "#", "bell"),
            NavEntry(_("我的"), "#", "person"),
        )
        shell = replace(shell, variant="portal", nav=entries, posts=(), search_url="", inbox_url="")
    if name in ("cockpit", "wall"):
        entries = tuple(
            NavEntry(label, "#", is_current=i == 0)
            for i, label in enumerate((_("总览"), _("计划"), _("组织"), _("简报")))
        )
        shell = replace(shell, variant="cockpit", nav=entries, is_wall=name == "wall")
    context = {"shell": shell, "samples": samples, "charts": chart_samples, "messages": ()}
    page = "cockpit" if name == "wall" else name
    return render(request, f"ui/gallery/{page}.html", context)


def tree_children(request: HttpRequest) -> HttpResponse:
    """What a node of the tree fetches when it is opened."""
    return render(request, "ui/_tree_nodes.html", {"nodes": samples.BRANCHES, "level": 3, "is_root": False})


def options(request: HttpRequest) -> HttpResponse:
    """What the typeahead fetches."""
    typed = next((str(value) for key, value in request.GET.items() if key.endswith("_text")), "")
    found = [option for option in samples.OPTIONS if typed.strip() in str(option.label)]
    return render(request, "ui/_options.html", {"options": found})
