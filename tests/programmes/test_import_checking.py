"""Every line of a table is held against the programme, what is recorded, and the other lines; each fault says what to do."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agencies.models import Agency
from programmes.importing.faults import Faults
from programmes.models import Activity, Programme
from tests.factories import AgencyFactory
from tests.programmes.tables import (
    ASSESSMENT,
    CONVERSATION,
    COUNCIL,
    HEAD,
    OTHER_COUNCIL,
    as_csv,
    checked,
    imported,
    programmes,
)
from tests.walk import AREA

pytestmark = pytest.mark.django_db
ALL = (*HEAD, "published_on", "cancelled_why", "timing_reason", "focus", "focus_words", "outcome", "effect", "contribution", "help-and-protection")  # fmt: skip
INSPECTION = {"reference": "I1", "activity": "standard-inspection", "agency": COUNCIL, "starts_on": "2026-03-02", "ends_on": "2026-03-13", "standing": "done"}  # fmt: skip
VISIT = {**INSPECTION, "activity": "focused-visit", "focus": "weakness", "focus_words": "The front door"}
TOMORROW = (timezone.localdate() + timedelta(days=1)).isoformat()


@pytest.fixture(autouse=True)
def world() -> None:
    programmes()


def wrong(line: dict[str, str], head: tuple[str, ...] = ALL) -> list[tuple[str, str]]:
    return [(column, what) for _line, column, what in checked([[line.get(name, "") for name in head]], head)]


def test_sound_lines_have_no_fault():
    assert checked([CONVERSATION, ASSESSMENT]) == []
    assert wrong(VISIT) == []
    whole = {"outcome": "Two areas to improve", "effect": "hinders", "contribution": "Late.", "help-and-protection": "Good"}
    assert wrong({**INSPECTION, **whole, "standing": "published", "published_on": "29/05/2026"}) == []


@pytest.mark.parametrize(
    ("changed", "faults"),
    [
        ({"starts_on": "31/02/2026"}, [("starts_on", "“31/02/2026” is not a date. Write it like 31/03/2026 (day first) or 2026-03-31.")]),
        ({"starts_on": "03/31/2026"}, [("starts_on", "“03/31/2026” is not a date. Write it like 31/03/2026 (day first) or 2026-03-31.")]),
        ({"ends_on": "46112"}, [("ends_on", "“46112” is not a date. Write it like 31/03/2026 (day first) or 2026-03-31.")]),
        ({"ends_on": "2026-03-01"}, [("ends_on", "The last day must be the first day or a later one.")]),
        ({"starts_on": "2018-06-29"}, [("starts_on", "This programme began on 1 July 2018. Enter a first day on or after that.")]),
        ({"starts_on": TOMORROW, "ends_on": TOMORROW}, [("ends_on", "What has taken place ended today or before. Enter that day.")]),
        ({"activity": ""}, [("activity", "This cell is empty. Fill it in.")]),
        ({"activity": "visit"}, [("activity", "“visit” is not a kind of activity of this programme. Write its name or code as on the page of columns.")]),
        ({"agency": "Fellmoor"}, [("agency", "“Fellmoor” is not an agency that this programme looks at. Write the exact name or the code.")]),
        ({"agency": "Fellmoor Police"}, [("agency", "“Fellmoor Police” is not an agency that this programme looks at. Write the exact name or the code.")]),
        ({"standing": "over"}, [("standing", "“over” is not known here. Write one of these: planned, done, published, cancelled.")]),
        ({"standing": "published"}, [("published_on", "Enter when it was published.")]),
        ({"published_on": "2026-05-29"}, [("standing", "It has a day of publication. Write “published” as its standing, or leave that day empty.")]),
        ({"standing": "published", "published_on": "2026-03-12"}, [("published_on", "It ended on 13 March 2026. Enter a day of publication on or after that.")]),
        ({"standing": "published", "published_on": "2099-03-12"}, [("published_on", "This has happened, so its day is today or before. Enter that day.")]),
        ({"standing": "cancelled"}, [("cancelled_why", "Enter why it is cancelled.")]),
        ({"cancelled_why": "Flood"}, [("standing", "It says why it is cancelled. Write “cancelled” as its standing, or leave that empty.")]),
        ({"standing": "planned"}, [("timing_reason", "Enter why this takes place now: previous outcomes, intelligence, or what other inspectorates know.")]),
        ({"focus": "weakness"}, [("focus", "“Standard inspection” has no focus. Take the focus and its words out, or select another kind of activity.")]),
        ({"activity": "focused-visit"}, [("focus", "Select whether the visit looks at a strength or a weakness.")]),
        ({"activity": "focused-visit", "focus": "strength"}, [("focus_words", "Enter which strength or weakness was identified.")]),
        ({"effect": "improves"}, [("contribution", "Say in words what it showed about the contribution to local safeguarding arrangements.")]),
        ({"contribution": "Late."}, [("effect", "Select whether what it showed improves or hinders children’s experiences.")]),
        ({"outcome": "x" * 301}, [("outcome", "This cell has 301 characters. Enter at most 300.")]),
        ({"outcome": "a\x07b"}, [("outcome", "This cell has a hidden character that cannot be stored. Type it again.")]),
        ({"outcome": "=A1"}, [("outcome", "L2 is a formula: save the values instead.")]),
        ({"help-and-protection": "Great"}, [("help-and-protection", "“Great” is not on the scale. Write one of these: Outstanding, Good, Requires improvement, Inadequate.")]),
        ({"help-and-protection": "Good", "standing": "planned", "timing_reason": "Now"}, [("standing", "Judgements come after it took place. Leave them empty, or write “done” here.")]),
        ({"help-and-protection": "Good", "activity": "annual-conversation"}, [("activity", "“Annual conversation” ends without judgements.")]),
        ({"agency": "x", "starts_on": "y"}, [("agency", "“x” is not an agency that this programme looks at. Write the exact name or the code."), ("starts_on", "“y” is not a date. Write it like 31/03/2026 (day first) or 2026-03-31.")]),
    ],
)  # fmt: skip
def test_each_fault_is_said_with_its_column(changed, faults):
    assert wrong({**INSPECTION, **changed}) == faults


def test_what_is_planned_shows_nothing_yet():
    planned = {**INSPECTION, "standing": "", "timing_reason": "Now", "effect": "improves", "contribution": "Early."}
    assert wrong(planned) == [("effect", "An activity shows something once it has taken place. Mark it as done first.")]


def test_a_judgement_must_be_one_of_the_last_day():
    head = (*ALL, "overall-effectiveness")
    assert wrong({**INSPECTION, "overall-effectiveness": "good"}, head) == []
    later = {**INSPECTION, "starts_on": "2026-04-07", "ends_on": "2026-04-17", "overall-effectiveness": "good"}
    said = "“Overall effectiveness” was judged until 31 March 2026. This activity ended later, so it has no such judgement."
    assert wrong(later, head) == [("overall-effectiveness", said)]


def test_names_and_codes_are_known_in_any_letters_and_a_name_of_two_needs_the_code():
    code = Agency.objects.get(name=COUNCIL).code
    assert wrong({**INSPECTION, "agency": code.upper()}) == []
    assert wrong({**INSPECTION, "agency": "fellmoor  COUNCIL", "activity": "Standard Inspection", "standing": "Done"}) == []
    AgencyFactory(name=COUNCIL, kind__code="local-authority")
    assert wrong(INSPECTION) == [("agency", f"There is more than one “{COUNCIL}”. Write the code instead.")]
    assert wrong({**INSPECTION, "agency": code}) == []


def test_area_programmes_go_by_local_areas():
    clas = Programme.objects.get(code="clas")
    kind = clas.activity_kinds.first().code
    lines = [("C1", kind, "Fellmoor", "2026-03-02", "", "done"), ("C2", kind, AREA, "2026-03-09", "", "done")]
    assert checked(lines, programme=clas) == []
    assert checked([("C1", kind, COUNCIL, "2026-03-02", "", "done")], programme=clas) == [
        (2, "agency", "“Fellmoor Council” is not a local area. Write the exact name or the code.")
    ]


def test_columns_that_are_unknown_doubled_or_missing_stop_the_reading():
    assert checked([("x",) * 6], ("reference", "agency", "agency", "", "Colour", "standing")) == [
        (1, "", "Column 4 has no name. Name it, or delete it."),
        (1, "colour", "This column is not known. Delete it, or name it as on the page of columns."),
        (1, "agency", "This column stands twice. Delete one of them."),
        (1, "activity", "This column is missing. Add it to the first line."),
        (1, "starts_on", "This column is missing. Add it to the first line."),
    ]


def test_a_line_with_too_many_cells_is_a_fault_and_a_short_one_is_not():
    assert checked([(*CONVERSATION, "", ""), ASSESSMENT[:4]]) == []
    assert checked([(*CONVERSATION, "more")]) == [
        (2, "", "This line has more cells than there are columns. Check where a comma is missing or too many.")
    ]


def test_two_lines_of_one_reference_or_one_day_are_a_fault_of_the_second():
    again = ("A9", *CONVERSATION[1:])
    other = ("A1", "annual-conversation", OTHER_COUNCIL, "2026-03-04", "", "done")
    assert checked([CONVERSATION, ASSESSMENT, again, other]) == [
        (4, "starts_on", "Line 2 has the same kind, agency and first day. Take one of them out."),
        (5, "reference", "Line 2 has this reference already. Give each activity its own, or take one line out."),
    ]


def test_what_is_recorded_already_is_a_change_by_its_reference_and_a_fault_without():
    imported(as_csv([CONVERSATION]))
    first = Activity.objects.get()
    assert checked([CONVERSATION]) == []
    said = (
        "An activity of the same kind, agency and first day is recorded already, with the reference “A1”. Take this line out, "
        "or enter that reference to change it."
    )
    assert checked([("", *CONVERSATION[1:])]) == [(2, "reference", said)]
    assert checked([("B7", *CONVERSATION[1:])]) == [(2, "reference", said)]
    assert imported(as_csv([("B7", *CONVERSATION[1:])])).faults == [
        {"line": 2, "column": "reference", "what": said, "activity": first.pk}
    ]
    Activity.objects.update(reference="")
    said = (
        "An activity of the same kind, agency and first day is recorded already, without a reference. Take this line out, or "
        "give that activity a reference on its page and enter it here to change it."
    )
    assert checked([("B7", *CONVERSATION[1:])]) == [(2, "reference", said)]


def test_a_change_does_not_lead_back_nor_to_another_agency_nor_from_a_cancellation():
    cancelled = {"reference": "C1", "activity": "monitoring-visit", "agency": COUNCIL, "starts_on": "2026-05-05", "standing": "cancelled", "cancelled_why": "Flood"}  # fmt: skip
    run = imported(as_csv([[line.get(name, "") for name in ALL] for line in (INSPECTION, cancelled)], ALL))
    assert (run.added, run.faults) == (2, [])
    assert wrong({**INSPECTION, "standing": "planned", "timing_reason": "x"}) == [
        ("standing", "This activity stands as done. Take that back on its page first, or take this line out.")
    ]
    assert wrong({**INSPECTION, "agency": OTHER_COUNCIL}) == [
        ("agency", "The activity with this reference is of somebody else. Check the reference: an activity does not change whose it is.")
    ]  # fmt: skip
    assert wrong(cancelled) == [], "what stands already is no change"
    assert wrong({**cancelled, "starts_on": "2026-05-06"}) == [
        ("standing", "This activity stands as cancelled. Take that back on its page first, or take this line out.")
    ]


def test_empty_cells_leave_what_stands_so_that_a_line_needs_no_more_than_its_reference():
    imported(as_csv([CONVERSATION]))
    assert wrong({"reference": "A1", "standing": "published", "published_on": "2026-05-29"}) == []
    assert wrong({"reference": "A7", "standing": "done"}) == [
        (name, "This cell is empty. Fill it in.") for name in ("activity", "agency", "starts_on")
    ]


def test_the_first_thousand_faults_are_kept_and_all_are_counted():
    run = imported(as_csv([("", "annual-conversation", COUNCIL, TOMORROW, "", "done")] * 1_200))
    assert (run.fault_count, len(run.faults), run.rows) == (1_200, 1_000, 1_200)
    assert run.faults[-1]["line"] == 1_001


def test_faults_stand_in_the_order_of_their_lines_in_whatever_order_they_are_found():
    later = ("", "annual-conversation", COUNCIL, "2026-03-04", "2026-03-03", "done")
    assert [line for line, _column, _what in checked([later, ("", "annual-conversation", "x", "y", "", "")])] == [2, 3, 3]
    found = Faults()
    for line in (*range(900, 0, -1), *range(2_000, 900, -1)):
        found.add(line, "", "")
    assert (found.count, [fault.line for fault in found.kept]) == (2_000, list(range(1, 1_001)))


def test_what_ends_the_reading_is_kept_however_many_faults_there_are(settings):
    settings.IMPORT_ROWS = 1_200
    run = imported(as_csv([("", "annual-conversation", "Nobody", "2026-03-03", "", "done")] * 1_201))
    assert (run.fault_count, len(run.faults)) == (1_201, 1_000)
    assert [fault["what"] for fault in run.faults if fault["line"] == 0] == [
        "The file has more than 1,200 rows. Split it into several files."
    ]
    assert run.faults[0]["line"] == 0


def test_lines_before_a_quotation_mark_that_is_not_closed_are_checked_all_the_same():
    run = imported(as_csv([("", "annual-conversation", "Nobody", "2026-03-03", "", "done")]) + b'"A1,x\n')
    assert [(fault["line"], fault["column"]) for fault in run.faults] == [(2, "agency"), (3, "")]


def test_a_table_without_a_line_below_its_columns_is_a_fault():
    run = imported(as_csv([]), only_check=True)
    said = "The table has the names of its columns and nothing below. Put one activity on each line."
    assert run.faults == [{"line": 0, "column": "", "what": said}]
