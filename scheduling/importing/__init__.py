"""Tables of school holidays that are sent in: read and checked line by line, to be loaded as a whole or not at all."""

from scheduling.importing.checking import Checked, Row, check
from scheduling.importing.columns import COLUMNS, HEAD, MOST_BYTES, MOST_ROWS, as_table, cells_of

__all__ = ["COLUMNS", "HEAD", "MOST_BYTES", "MOST_ROWS", "Checked", "Row", "as_table", "cells_of", "check"]
