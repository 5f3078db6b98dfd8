"""Names of uploaded files, as they are shown and sent again."""

import re
import unicodedata
from mimetypes import MimeTypes

LONGEST = 120
# Path separators, what Windows cannot have, and every control or direction mark.
BAD = re.compile(r'[\\/:*?"<>|]')
PLAIN_TEXT = frozenset((".txt", ".csv", ".text", ".tsv", ".md", ".log"))
_TYPES = MimeTypes()
# What follows the last dot is an ending where it is a known one: "Meeting with J.Smith" and "Notes.v2" have none. The last rows
# are those that the standard library does not list.
ENDINGS = PLAIN_TEXT.union(
    *_TYPES.types_map, _TYPES.encodings_map,
    (".7z", ".rar", ".msi", ".cmd", ".com", ".vbs", ".ps1", ".lnk", ".scr", ".jar", ".msg", ".heic", ".pages", ".numbers"),
    (".docm", ".docx", ".odp", ".ods", ".odt", ".pptm", ".pptx", ".rtf", ".xlsb", ".xlsm", ".xlsx"),
)  # fmt: skip


def not_of_text(name: str) -> str:
    """The ending that says this is something else than plain text: a program, a picture, a document; empty where none does."""
    ending = _ending(name)
    return "" if ending in PLAIN_TEXT else ending


def _ending(name: str) -> str:
    """With its dot, in small letters; empty where the name has none."""
    _stem, dot, last = name.strip().rpartition(".")
    ending = f"{dot}{last}".lower()
    return ending if ending in ENDINGS else ""


def clean(name: str, ending: str) -> str:
    """A name without a path, hidden marks or leading dots, that ends as the content says: `a.exe` that is a PDF is `a.pdf`."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    plain = "".join(letter for letter in last if unicodedata.category(letter)[0] != "C")
    plain = plain.strip()
    stem = BAD.sub(" ", plain[: len(plain) - len(_ending(plain))])
    stem = " ".join(stem.split()).strip(". ")
    return f"{stem[: LONGEST - len(ending)].strip() or 'file'}{ending}"
