"""What is redacted is replaced, however it is written."""

import pytest

from disclosure.redacting import BAR, Mark, missing, passages_of, pieces


def told(text: str, *marks: Mark) -> str:
    return "".join(piece.text for piece in pieces(text, marks))


NAME = Mark("Jane O'Neill-Smith", "DPA sch 2 para 16", name=True)


@pytest.mark.parametrize(
    "written",
    [
        "Jane O'Neill-Smith",
        "JANE O’NEILL-SMITH",
        "jane  o'neill\u2011smith",
        "Jane\nO’Neill–Smith",
        "Ja\u00adne O'Ne\u200bill-Smith",
        "Jane O'Neill\u2010Smith",
        "\uff2aane O'Neill-Smith",
    ],
)
def test_a_name_goes_however_it_is_written(written: str) -> None:
    assert told(f"We met {written} twice.", NAME) == f"We met {BAR} twice."


def test_a_name_is_whole_words_and_a_passage_is_not() -> None:
    assert told("Ann was planning.", Mark("Ann", "DPA sch 2 para 16", name=True)) == f"{BAR} was planning."
    assert told("Ann was planning.", Mark("Ann", "FOIA s 40")) == f"{BAR} was pl{BAR}ing."


def test_accents_are_one_letter_however_they_are_composed() -> None:
    assert told("Zoe\u0308 came.", Mark("Zoë", "DPA sch 2 para 16", name=True)) == f"{BAR} came."


def test_passages_that_overlap_go_as_one_with_both_reasons() -> None:
    made = list(pieces("one two three four", [Mark("one two", "FOIA s 40"), Mark("two three", "FOIA s 41")]))
    assert [(piece.text, piece.reasons) for piece in made] == [(BAR, ("FOIA s 40", "FOIA s 41")), (" four", ())]


def test_what_was_long_leaves_a_bar_like_what_was_short() -> None:
    assert len(told("Al", Mark("Al", "FOIA s 40"))) == len(told("Alexandrina", Mark("Alexandrina", "FOIA s 40")))


def test_a_passage_that_is_not_there_is_named_and_a_name_may_be_absent() -> None:
    assert missing("The text.", [Mark("other", "FOIA s 40"), Mark("Jane", "DPA sch 2 para 16", name=True)]) == ["other"]


def test_one_a_line_or_marked_in_the_line() -> None:
    assert passages_of("first\n\n  second \nfirst\nThe «worker» met «Jane».") == ["first", "second", "worker", "Jane"]
