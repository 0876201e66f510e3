from zhijia.engines.documents.models.attachments import Attachment
from zhijia.engines.documents.models.issued import (
    DocumentNumber,
    IssuedDocument,
    Lookup,
    Rendering,
    SeriesWord,
    SignedCopy,
)

__all__ = ["Attachment", "DocumentNumber", "IssuedDocument", "Lookup", "Rendering", "SeriesWord", "SignedCopy"]
