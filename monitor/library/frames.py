"""Documents as a table of pandas, where that is installed; the one place that knows it."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.errors import ExportError
from monitor.export.sheet import COLUMNS

if TYPE_CHECKING:
    from pandas import DataFrame as DataFrame

_TIMES = ("published", "updated", "first_seen", "read")


def frame(rows: Iterable[Mapping[str, Any]]) -> "DataFrame":
    """Return *rows* as a table with the columns of exports, times as times in UTC.

    Raises:
        ExportError: pandas is not installed.
    """
    try:
        import pandas
    except ImportError as fault:
        reason = "needs pandas, which is not here; install it: pip install pandas"
        raise ExportError("to_frame", reason) from fault
    told = pandas.DataFrame(list(rows), columns=list(COLUMNS))
    for name in _TIMES:
        told[name] = pandas.to_datetime(told[name].replace("", None), utc=True, format="ISO8601")
    return told.set_index("key")
