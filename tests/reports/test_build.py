"""Building a freeze: two files, one event, and never twice the same work."""

from pathlib import Path

import pytest
from django.conf import settings

from audit.models import Event
from files.models import StoredFile
from jobs import commands, runner
from jobs.models import State
from jtai.printed import digest
from reports import pdf
from reports.models import BuiltFile, FileFormat, Freeze
from tests.factories import UserFactory
from tests.reports import letters, rows

pytestmark = pytest.mark.django_db


def run(freeze: Freeze):
    job = rows.asked(freeze)
    runner.run(job.pk)
    job.refresh_from_db()
    return job


def file_of(freeze: Freeze, name: FileFormat) -> StoredFile:
    return freeze.built_files.get(format=name).file


def test_both_files_stand_with_their_event():
    freeze = rows.frozen()
    job = run(freeze)
    assert (job.state, job.progress, job.error) == (State.DONE, 100, "")
    document, page = file_of(freeze, FileFormat.PDF), file_of(freeze, FileFormat.HTML)
    assert document.content.read().startswith(b"%PDF-1.7")
    assert page.content.read().decode() == pdf.html(freeze.content)
    assert freeze.built_files.get(format="pdf").pages >= 2
    event = Event.objects.get(verb="report.built")
    assert (event.actor, event.stream) == ("system", freeze.report.inspection.stream)


def test_building_again_does_nothing():
    freeze = rows.built(rows.frozen())
    before = set(BuiltFile.objects.values_list("pk", "built_at"))
    job = rows.asked(freeze)
    type(job).objects.filter(pk=job.pk).update(state=State.WAITING)
    assert runner.run(job.pk)
    assert set(BuiltFile.objects.values_list("pk", "built_at")) == before
    assert Event.objects.filter(verb="report.built").count() == 1


def test_the_same_words_are_not_rendered_twice():
    first = rows.built(rows.frozen())
    assert first.content
    again = rows.freeze_again(first.report, first.content)
    said = []

    class Listener:
        def progress(self, _percent: int, doing: str) -> None:
            said.append(doing)

    from reports.build import build  # noqa: PLC0415 -- what a worker imports

    build(Listener(), again.pk)()
    assert said == ["Looking for files of the same words", "Filing"]
    assert file_of(again, FileFormat.PDF) == file_of(first, FileFormat.PDF)
    assert again.built_files.get(format="pdf").pages == first.built_files.get(format="pdf").pages


def test_bytes_that_went_missing_are_made_again_not_reused():
    first = rows.built(rows.frozen())
    stored = file_of(first, FileFormat.PDF)
    Path(settings.MEDIA_ROOT, stored.content.name).unlink()
    again = rows.built(rows.freeze_again(first.report, first.content))
    assert file_of(again, FileFormat.PDF) == stored
    assert file_of(again, FileFormat.PDF).content.read().startswith(b"%PDF")


def test_words_that_were_changed_behind_the_digest_are_not_built():
    freeze = rows.frozen()
    Freeze.objects.filter(pk=freeze.pk).update(content={**freeze.content, "title": "Something else"})
    job = run(freeze)
    assert job.state == State.FAILED
    assert "no longer match their digest" in job.error
    assert not BuiltFile.objects.exists()


@pytest.mark.parametrize("missing", ["template", "sections", "letter_date"])
def test_a_content_that_no_template_can_print_says_which_file_failed(missing):
    content = {key: value for key, value in letters.content().items() if key != missing}
    job = run(rows.frozen(content))
    assert (job.state, job.error) == (
        State.FAILED,
        "The web page could not be made from the frozen words. Freeze the report again.",
    )


def test_a_template_of_another_version_says_so():
    job = run(rows.frozen({**letters.content(), "template": 99}))
    assert "web page could not be made" in job.error


def test_a_character_without_a_font_is_named_and_can_be_mended():
    content = letters.content("2022-front-door", main=1)
    content["subtitle"] = "\ufdfd"
    job = run(rows.frozen(content))
    assert "U+FDFD" in job.error
    assert commands.retry(job, by=UserFactory()).state == State.WAITING


def test_the_digest_is_the_same_after_the_database():
    freeze = rows.frozen(letters.eight_pages())
    freeze.refresh_from_db()
    assert digest(freeze.content) == freeze.content_digest
