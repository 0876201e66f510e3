from zhijia.engines.cases.tests.conftest import case, flow

__all__ = ["case", "flow"]
