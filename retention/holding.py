"""Under which chains what is on hold was read: its own, and those of what hangs on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from intelligence.models import Item
from programmes.models import Activity, Breach, CheckItem, Recommendation

Numbers = Sequence[int]


def _chain(name: str) -> Callable[[Numbers], Iterator[str]]:
    return lambda numbers: (f"{name}:{number}" for number in numbers)


def _of_letters(numbers: Numbers) -> Iterator[str]:
    """With the items on which they rest: those stay as long as the letter."""
    yield from _chain("letter")(numbers)
    yield from _chain("item")(list(Item.objects.filter(letters__in=numbers).order_by().values_list("pk", flat=True)))


def _of_activities(numbers: Numbers) -> Iterator[str]:
    """With what was followed after them and looked at in them; and the lists of their programmes that were downloaded."""
    yield from _chain("activity")(numbers)
    for name, model in (("breach", Breach), ("recommendation", Recommendation)):
        rows = model.objects.filter(activity__in=numbers).order_by()
        yield from _chain(name)(list(rows.values_list("pk", flat=True)))
    looked = CheckItem.objects.filter(looks__activity__in=numbers).order_by().distinct()
    yield from _chain("check-item")(list(looked.values_list("pk", flat=True)))
    codes = Activity.objects.filter(pk__in=numbers).order_by().values_list("programme__code", flat=True)
    yield from (f"programme:{code}" for code in codes)


# What is put on hold → its chains. People are found by who read, and e-mails have no page.
READ_UNDER: dict[str, Callable[[Numbers], Iterator[str]]] = {
    "inspections.inspection": _chain("inspection"),
    "intelligence.item": _chain("item"),
    "intelligence.letter": _of_letters,
    "programmes.activity": _of_activities,
    "programmes.importrun": _chain("import"),
}


def read_under(keys: Iterable[str]) -> list[str]:
    """The chains of all these."""
    numbers: dict[str, list[int]] = {}
    for kind, _colon, number in (key.partition(":") for key in keys):
        numbers.setdefault(kind, []).append(int(number))
    return [stream for kind, function in READ_UNDER.items() if kind in numbers for stream in function(numbers[kind])]
