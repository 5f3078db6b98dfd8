"""What a choice is called, for models whose rows are listed."""

from collections.abc import Callable

from django.db.models import Model, TextChoices


def display(field: str, choices: type[TextChoices]) -> Callable[[Model], str]:
    """A model's `get_<field>_display`, which Django leaves alone when the model has its own.

    Django's hashes all choices of the field on every call, and so translates each of their lazy labels: on a list of 25
    inspections that was a sixth of the page.
    """
    members = {str(member.value): member for member in choices}

    def show(row: Model) -> str:
        value = getattr(row, field)
        member = members.get(value)
        return str(member.label) if member is not None else str(value or "")

    return show
