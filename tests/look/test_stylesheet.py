"""The stylesheet of our own: a brace that is lost in a merge takes all that comes after it."""

from pathlib import Path

import pytest
import tinycss2
from django.conf import settings

SHEETS = sorted((Path(settings.BASE_DIR) / "static" / "css").glob("*.css"))


@pytest.mark.parametrize("sheet", SHEETS, ids=[sheet.name for sheet in SHEETS])
def test_every_block_is_closed_and_understood(sheet):
    text = sheet.read_text()
    rules = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    wrong = [(rule.source_line, rule.message) for rule in rules if rule.type == "error"]
    # What is never closed has no error for the parser: then its last rule would swallow a rule that is added.
    last = tinycss2.parse_stylesheet(text + "\n.the-last-rule { color: red; }", skip_comments=True, skip_whitespace=True)[-1]
    assert (wrong, tinycss2.serialize(last.prelude).strip()) == ([], ".the-last-rule")
