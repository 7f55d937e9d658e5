"""The findings that the tests of reports show are summed here as well."""

from tests.report.conftest import reports

__all__ = ["reports"]
