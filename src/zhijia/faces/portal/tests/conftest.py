from zhijia.engines.cases.tests.conftest import case, city, flow

__all__ = ["case", "city", "flow"]
