"""What several forms share."""

from zhijia.engines.documents.turn_forms import (
    DayForm,
    OnTurn,
    PaperMixin,
    PaperRecordForm,
    ReasonForm,
    RecordForm,
    day_widgets,
)

__all__ = [
    "DayForm",
    "OnTurn",
    "PaperMixin",
    "PaperRecordForm",
    "ReasonForm",
    "RecordForm",
    "day_widgets",
]
