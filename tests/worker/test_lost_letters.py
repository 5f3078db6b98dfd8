"""A real worker and a real broker: a letter whose worker is killed in the middle is built by the next one, once."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader

from audit.models import Event
from intelligence.models import LetterDocument
from jobs.models import Job, State
from tests import services as beside
from tests.letters import posted
from tests.services import Services, wait_until
from tests.walk import cast

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]
SETTING_PAGES = 20
PARAGRAPH = (
    "Health visitors are not asked to strategy meetings, and so decisions are made without what they know of babies. " * 6
)


@pytest.fixture
def services(tmp_path: Path):
    with beside.services(tmp_path) as running:
        yield running


def now(job: Job) -> Job:
    job.refresh_from_db()
    return job


def test_a_worker_killed_in_the_middle_loses_no_letter(services: Services):
    worker = services.start_worker()
    services.start_beat()
    # Some eighty pages: long enough to be interrupted.
    letter = posted(by=cast().lead, text="\n\n".join([PARAGRAPH] * 260))
    job = letter.documents.select_related("job").get().job
    assert job is not None
    wait_until(lambda: now(job).state == State.RUNNING and job.progress == SETTING_PAGES, 20, "the middle of the build")
    worker.kill()
    assert now(job).state == State.RUNNING
    assert not LetterDocument.objects.exclude(file=None).exists()
    services.start_worker()
    wait_until(lambda: now(job).state == State.DONE, 120, "the letter")
    assert job.attempts == 2
    document = LetterDocument.objects.select_related("file").get(letter=letter)
    assert document.file is not None
    pages = PdfReader(io.BytesIO(document.file.content.read())).pages
    assert (len(pages), document.draft) == (document.pages, False)
    assert "260. Health visitors are not asked" in " ".join(" ".join(page.extract_text() for page in pages[-2:]).split())
    assert Event.objects.filter(verb="intelligence.letter_built").count() == 1
