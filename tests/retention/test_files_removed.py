"""Every file that a row points at goes with it: by which kind of the policy table, and how, stands here for each."""

from collections.abc import Callable
from inspect import getsource

import pytest
from django.apps import apps

from disclosure import forgetting
from files.models import StoredFile
from retention import activities, items, letters, removing
from retention.table import policies

# The foreign key → the kind of the policy table with which the file goes, and what removes it.
REMOVED: dict[str, tuple[str, Callable[..., object]]] = {
    "inspections.RequestFile.file": ("request", removing.OF_INSPECTION["request"]),
    "intelligence.Attachment.file": ("items", items.remove_item),
    "intelligence.LetterDocument.file": ("letters", letters.remove_letter),
    "programmes.Activity.report": ("activities", activities.empty_activity),
    "programmes.ImportRun.file": ("imports", activities.remove_import),
    "disclosure.Export.file": ("access", forgetting.empty),
    "disclosure.Export.index": ("access", forgetting.empty),
}
# What was published, and what was signed for it, is kept for ever.
KEPT = {"reports.BuiltFile.file", "reports.Publication.html", "reports.Publication.pdf"}


def keys() -> set[str]:
    """Every foreign key to a stored file."""
    return {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models(include_auto_created=True)
        for field in model._meta.get_fields()
        if field.related_model is StoredFile and field.concrete
    }


def test_every_foreign_key_to_a_file_has_a_remover_or_is_kept_for_ever():
    assert keys() == {*REMOVED, *KEPT}
    assert not KEPT & set(REMOVED)


@pytest.mark.parametrize("key", sorted(REMOVED))
def test_the_remover_forgets_the_file_and_the_table_says_when(key: str):
    kind, remover = REMOVED[key]
    assert "forget(" in getsource(remover)
    assert kind in {policy.kind for policy in policies()[0]}
