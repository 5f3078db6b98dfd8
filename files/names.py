"""Names of uploaded files, as they are shown and sent again."""

import re
import unicodedata

LONGEST = 120
# Path separators, what Windows cannot have, and every control or direction mark.
BAD = re.compile(r'[\\/:*?"<>|]')
# What follows the last dot is an ending where it looks like one: "Minutes of Dr. Smith" and "Notes 2.1" have none.
ENDING = re.compile(r"\.(?=\d*[A-Za-z])[A-Za-z0-9]{1,8}\Z")
PLAIN_TEXT = frozenset((".txt", ".csv", ".text", ".tsv", ".md", ".log"))


def not_of_text(name: str) -> str:
    """The ending that says this is something else than plain text: a program, a picture, a document; empty where none does."""
    found = ENDING.search(name.strip())
    ending = found[0].lower() if found else ""
    return "" if ending in PLAIN_TEXT else ending


def clean(name: str, ending: str) -> str:
    """A name without a path, hidden marks or leading dots, that ends as the content says: `a.exe` that is a PDF is `a.pdf`."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem = BAD.sub(" ", plain.rpartition(".")[0] or plain)
    stem = " ".join(stem.split()).strip(". ")
    return f"{stem[: LONGEST - len(ending)].strip() or 'file'}{ending}"
