"""Columns of a plain table, for `{% data_table %}`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column: `sort_url` makes its head a link, `sort` is ascending, descending or nothing."""

    label: str
    numeric: bool = False
    sort_url: str = ""
    sort: str = ""
