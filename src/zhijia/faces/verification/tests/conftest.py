from zhijia.engines.cases.tests.conftest import case, flow
from zhijia.engines.documents.tests.conftest import file_store, letter

__all__ = ["case", "file_store", "flow", "letter"]
