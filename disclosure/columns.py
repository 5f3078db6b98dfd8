"""The columns that every kind of thing has when it is looked for."""

from typing import Any

from django.db.models import BigIntegerField, F, Func, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, NullIf

Rows = QuerySet[Any, Any]
# under: the key of the item, letter, activity or table that it belongs to; empty where it belongs to an inspection, or to nothing.
COLUMNS = ("item_inspection", "item_kind", "item_number", "item_words", "item_who", "item_under")
NOWHERE = Value(None, output_field=BigIntegerField())
NOTHING = Value("", output_field=TextField())


def told(rows: Rows, kind: str, inspection: Combinable, words: Any, who: str = "", *, under: Any = NOTHING) -> Rows:
    """These rows with COLUMNS."""
    columns: dict[str, Any] = {
        "item_kind": Value(kind, output_field=TextField()),
        "item_number": Cast("pk", BigIntegerField()),
        "item_inspection": Cast(inspection, BigIntegerField()),
        "item_words": Cast(words, TextField()),
        "item_who": Cast(F(who), TextField()) if who else NOTHING,
        "item_under": Cast(under, TextField()),
    }
    found: Rows = rows.annotate(**columns).order_by()
    return found


class Lines(Func):
    """These columns one under another, without those that are empty."""

    function = "concat_ws"
    template = "%(function)s(E'\\n', %(expressions)s)"
    output_field = TextField()

    def __init__(self, *names: str | Combinable) -> None:
        super().__init__(*(NullIf(Cast(name, TextField()), NOTHING) for name in names))
