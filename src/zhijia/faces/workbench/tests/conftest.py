from zhijia.engines.cases.tests.conftest import case, city, flow
from zhijia.engines.documents.tests.conftest import file_store, letter

__all__ = ["case", "city", "file_store", "flow", "letter"]
