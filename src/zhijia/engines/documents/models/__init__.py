from zhijia.engines.documents.models.attachments import Attachment
from zhijia.engines.documents.models.issued import (
    DocumentNumber,
    IssuedDocument,
    Lookup,
    Rendering,
    SeriesWord,
    SignedCopy,
)
from zhijia.engines.documents.models.prescribed import PrescribedForm
from zhijia.engines.documents.models.serving import Serving

__all__ = [
    "Attachment",
    "DocumentNumber",
    "IssuedDocument",
    "Lookup",
    "PrescribedForm",
    "Rendering",
    "SeriesWord",
    "Serving",
    "SignedCopy",
]
