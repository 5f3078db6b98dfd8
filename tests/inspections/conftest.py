"""Pages are served without collected static files."""

import pytest

from tests.factors import with_factors
from tests.walk import cast


@pytest.fixture(autouse=True)
def _plain_static_files(settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def people(db):  # noqa: ARG001 -- opens the database
    """The cast; they can open what e-mails lead to."""
    return with_factors(cast())
