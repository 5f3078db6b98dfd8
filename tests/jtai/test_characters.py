"""What can be printed is known before something is frozen, without setting a page for every text."""

import pytest

from jtai.pdf import CannotPrintError, check_characters
from jtai.printed import COMMON, rare


def test_every_common_character_has_a_font():
    check_characters(" ".join(sorted(COMMON)))


@pytest.mark.parametrize("words", ["\U00010cf5", "<b>\U00010cf5", "e\u0301 \U00010cf5"])
def test_a_character_without_a_font_is_named(words):
    with pytest.raises(CannotPrintError, match=r"^\U00010cf5 \(U\+10CF5\)$"):
        check_characters(words)


def test_only_words_with_a_rare_character_are_looked_at():
    assert rare("Café – “Ŵyn”,\n½ of it") == ""
    assert rare("One \U00010cf5 and\n\U00010cf5 and x\u2009y") == "x\u2009y \U00010cf5"
