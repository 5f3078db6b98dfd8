"""The search can fail: each rule of the product that is broken on purpose is noticed."""

import logging
from collections.abc import Callable, Iterator

import pytest
from django.db.models import Q

from inspections import access, visibility
from inspections.models import Inspection
from inspections.queries import evidence
from inspections.queries import inspection as doors
from reports import policies
from reports import queries as reports
from reports.models import Freeze
from tests.leaks.addresses import asks
from tests.leaks.differing import HIDDEN, differences, reading, thinned
from tests.leaks.planting import Planted
from tests.leaks.searching import listening, look

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TARGETS = ("fieldwork", "drafting", "published")
Break = Callable[[pytest.MonkeyPatch], object]


def notes_are_open(patch: pytest.MonkeyPatch) -> None:
    """Every inspectorate's notes to everybody on the team."""
    patch.setattr(visibility, "notes_seen_by", lambda _viewer: Q())


def findings_are_open(patch: pytest.MonkeyPatch) -> None:
    """Judged together from the beginning."""
    patch.setattr(visibility, "together", lambda _status, _paused_from="": True)


def grants_are_not_asked(patch: pytest.MonkeyPatch) -> None:
    """Everybody sees every inspection in lists."""
    patch.setattr(access, "visible_to", lambda _user: Inspection.objects.all())


def doors_are_open(patch: pytest.MonkeyPatch) -> None:
    """Everybody may open every inspection's own page."""

    def held(_user: object, pk: int, _grant: str) -> Inspection:
        return Inspection.objects.select_related("local_area", "framework", "topic").get(pk=pk)

    patch.setattr(doors, "_held", held)


def public_says_more(patch: pytest.MonkeyPatch) -> None:
    """The public page prints what a freeze keeps beside the words."""
    plain = reports.published

    def wider(slug: str) -> object:
        report = plain(slug)
        freeze = Freeze.objects.get(publication__slug=slug)
        notes = list(freeze.report.inspection.notes.values_list("text__body", flat=True))
        content = {**report.content, "title": f"{report.content['title']} {notes}"}
        return type(report)(**{name: getattr(report, name) for name in report.__dataclass_fields__} | {"content": content})

    patch.setattr(reports, "published", wider)


BROKEN = {
    notes_are_open: ("cqc", "fieldwork", ("notes", "api_notes", "note")),
    findings_are_open: ("cqc", "fieldwork", ("findings", "evaluations")),
    grants_are_not_asked: ("stranger_cqc", "elsewhere", ("inspections", "api_inspections")),
    doors_are_open: ("other_area", "fieldwork", ("inspection", "team", "dates")),
    public_says_more: ("nobody", "published", ("published_report", "api_published_report")),
}


def _leaks(planted: Planted, viewer: str, key: str, names: tuple[str, ...]) -> Iterator[str]:
    with listening() as kept:
        for ask in asks(planted, key):
            if ask.name in names and ask.method == "get" and not ask.mixed:
                yield from look(planted, viewer, ask, kept).leaks


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.__name__)
def test_a_broken_rule_is_noticed(planted: Planted, monkeypatch: pytest.MonkeyPatch, broken: Break) -> None:
    assert list(_leaks(planted, *BROKEN[broken])) == []
    broken(monkeypatch)
    assert list(_leaks(planted, *BROKEN[broken])) != []


def test_a_draft_that_the_area_reads_too_early_is_noticed(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    where = ("co_ordinator", "drafting", ("report_preview", "report_text", "response_draft"))
    assert list(_leaks(planted, *where)) == []
    # Its grant opens the inspectors' page of the words, and the rule about the stage is gone.
    monkeypatch.setattr("reports.queries.drafting.inspection_for", doors.answering_for)
    monkeypatch.setattr(policies.can_read_words, "check", lambda *_rest: None)
    assert list(_leaks(planted, *where)) != []


def test_a_line_of_the_log_is_noticed(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = evidence.note_for

    def telling(user: object, inspection: Inspection, pk: int) -> object:
        note = plain(user, inspection, pk)
        logging.getLogger("inspections.queries").debug("Opened: %s", note.text.body)
        return note

    monkeypatch.setattr("inspections.queries.note_for", telling)
    assert any("log" in leak for leak in _leaks(planted, "hmicfrs", "fieldwork", ("note",)))


def test_a_count_of_what_is_hidden_is_noticed(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> None:
    hidden = next(one for one in HIDDEN if one.what == "a private note of HMICFRS in fieldwork")
    monkeypatch.setattr(
        "inspections.queries.evidence.visibility.notes_seen_by",
        lambda _viewer: Q(),
    )
    # Only the counts: the lists themselves are judged by the marks.
    told = differences(planted, hidden, "cqc", questions=thinned(reading(planted, "fieldwork"), 0, of=50))
    assert any("children" in words or "inspections/" in words for words in told)
