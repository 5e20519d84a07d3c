"""Tables as CSV that a spreadsheet opens safely.

Takes the columns that `vnnews.write.tables` makes, gives CSV text. Decides that a text which a spreadsheet would take for a formula
('=', '+', '-', '@', a tab or a line break at its beginning) gets an apostrophe in front, which spreadsheets take for 'this is text':
a page can say '=HYPERLINK(…)' in its title. Lists are joined by bars. Known limit: reading such a cell back gives the apostrophe too.
"""

from __future__ import annotations

import csv
import io
from datetime import date

from vnnews.write.tables import Table

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a cell that is evaluated begins with, as OWASP lists them; some programs take the full-width forms too."""


def to_csv(table: Table) -> str:
    r"""Return a table as CSV; write it as 'utf-8-sig', by which spreadsheets know that it is UTF-8.

    Example:
        >>> to_csv({"title": ["Mưa lớn", "=1+1"], "tags": [["lũ", "mưa"], []]})
        "title,tags\nMưa lớn,lũ|mưa\n'=1+1,\n"
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(map(guard_cell, table))
    writer.writerows([guard_cell(value) for value in row] for row in zip(*table.values(), strict=True))
    return written.getvalue()


def guard_cell(value: object) -> object:
    """Return a value as a cell that is never evaluated: numbers as they are, nothing for None.

    Example:
        >>> guard_cell("+84 24 3825 xxxx"), guard_cell("UBND tỉnh"), guard_cell(-3)
        ("'+84 24 3825 xxxx", 'UBND tỉnh', -3)
    """
    if value is None or isinstance(value, (int, float)):
        return "" if value is None else value
    if isinstance(value, (list, tuple)):
        value = "|".join(map(str, value))
    text = value.isoformat() if isinstance(value, date) else str(value)
    # the writer does not quote a bare '\r', which would begin a new row
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_SIGNS) else text
