"""The face of employers and labour bureaus: there for those who act for one, and for nobody else."""

from tests.surfaces.records import Side
from tests.surfaces.surface import PARTIES, Kind, Surface, of


def typed(side: Side) -> str:
    return f"text={side.mark}"


PARTNER = (
    Surface("partner:home", Kind.LIST, sees=PARTIES, probes=(typed, lambda side: f"after={side.bargaining_case}")),
    Surface("partner:case", Kind.DETAIL, of("bargaining_case"), sees=PARTIES),
    Surface("partner:move", Kind.FORM, of("bargaining_case", then=("agree",)), sees=PARTIES),
    Surface("partner:served", Kind.DETAIL, of("serving"), sees=PARTIES),
    Surface("partner:receive", Kind.ACT, of("serving"), sees=PARTIES, is_post=True),
    Surface("partner:file", Kind.EXPORT, of("serving", then=("docx",)), sees=PARTIES),
    Surface("partner:attachment", Kind.ATTACHMENT, of("own_attachment"), sees=PARTIES),
    Surface("partner:inbox", Kind.LIST, sees=PARTIES),
    Surface("partner:read_all", Kind.ACT, sees=PARTIES, is_post=True),
)
