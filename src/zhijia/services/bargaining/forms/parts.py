"""What several forms share."""

from zhijia.engines.documents.turn_forms import (
    DayForm,
    Earlier,
    OnTurn,
    PaperMixin,
    PaperRecordForm,
    ReasonForm,
    RecordForm,
    check_done,
    check_follows,
    day_widgets,
)

__all__ = [
    "DayForm",
    "Earlier",
    "OnTurn",
    "PaperMixin",
    "PaperRecordForm",
    "ReasonForm",
    "RecordForm",
    "check_done",
    "check_follows",
    "day_widgets",
]
