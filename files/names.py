"""Names of uploaded files, as they are shown and sent again."""

import re
import unicodedata

LONGEST = 120
# Path separators, what Windows cannot have, and every control or direction mark.
BAD = re.compile(r'[\\/:*?"<>|]')


def clean(name: str, ending: str) -> str:
    """A name without a path, hidden marks or leading dots, that ends as the content says: `a.exe` that is a PDF is `a.pdf`."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    stem = BAD.sub(" ", plain.rpartition(".")[0] or plain)
    stem = " ".join(stem.split()).strip(". ")
    return f"{stem[: LONGEST - len(ending)].strip() or 'file'}{ending}"
