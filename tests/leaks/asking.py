"""Every request about one planted inspection, made from the rows of the addresses."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.leaks.addresses import ALIKE, ROWS, Kwargs, form
from tests.leaks.planting import Planted
from tests.leaks.targets import ABSENT, ELSEWHERE, Target


@dataclass(frozen=True)
class Ask:
    """One request. target: the inspection whose secrets lie behind its ids. mixed: under the address of another one."""

    name: str
    method: str
    address: str
    target: str
    mixed: bool = False
    sends: dict[str, Any] = field(default_factory=dict, hash=False, compare=False)
    opens: str = ""

    def __str__(self) -> str:
        return f"{self.method.upper()} {self.address} ({self.name}, ids of {self.target})"


def addresses() -> list[URLPattern]:
    """Every named address of the product."""
    return list(_below(get_resolver().url_patterns))


def _below(patterns: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _below(pattern.url_patterns)
        else:
            yield pattern


def methods_of(view: Callable[..., HttpResponse]) -> list[str]:
    """Those that a view takes, reading first; a page says so itself when it is asked in a way that nobody takes."""
    operation = getattr(view, "view_class", None)
    if operation is not None:
        taken = {method for method in operation.http_method_names if hasattr(operation, method)}
    else:
        taken = {method.strip().lower() for method in view(RequestFactory().generic("KNOCK", "/"))["Allow"].split(",")}
    # What answers everything in the same way says no method: it is asked by the commonest two.
    return sorted(taken - {"options", "head"}) or ["get", "post"]


def _reversed(name: str, kwargs: Kwargs) -> str:
    return "/api/nothing-here/" if name == "api_nothing" else reverse(name, kwargs=kwargs)


def asks(planted: Planted, key: str) -> Iterator[Ask]:
    """Every request about one planted inspection; those that say the same for all come with the one elsewhere."""
    target = planted.targets[key]
    for pattern in addresses():
        name = str(pattern.name)
        row = ROWS[name]
        if name in ALIKE and key != ELSEWHERE:
            continue
        found = row.at(target)
        mixing = found[0]
        for kwargs in found:
            address = _reversed(name, kwargs)
            below = _mixed(planted, target, name, kwargs) if kwargs == mixing else ""
            for method in methods_of(pattern.callback):
                if method == "get":
                    for query in row.reads(target):
                        yield Ask(name, method, address + query, key, opens=row.opens)
                    if below:
                        yield Ask(name, method, below, key, mixed=True)
                    continue
                body = row.sends(target) if row.sends else form(target) if not name.startswith("api_") else {}
                yield Ask(name, method, address, key, sends=body, opens=row.opens)
                if below:
                    yield Ask(name, method, below, key, mixed=True, sends=body)


def _mixed(planted: Planted, target: Target, name: str, kwargs: Kwargs) -> str:
    """The same thing asked for below another inspection, which somebody else may open; empty where nothing lies below."""
    ids = {argument for argument, value in kwargs.items() if argument != "pk" and isinstance(value, int) and value != ABSENT}
    order = ("drafting", "fieldwork", *planted.targets) if target.key == ELSEWHERE else (ELSEWHERE,)
    others = [planted.targets[key] for key in order if key in planted.targets and key != target.key]
    if "pk" not in kwargs or not ids or not others:
        return ""
    other = others[0]
    return reverse(name, kwargs={**kwargs, "pk": other.pk})
