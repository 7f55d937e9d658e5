"""Reads workbooks (.xlsx) row by row, with what openpyxl's streaming reader leaves out; see `sheets.py`."""
