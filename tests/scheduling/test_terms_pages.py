"""The pages of school holidays: the list, one area, by hand, a table in and out."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from scheduling.commands import change_school_holiday
from scheduling.importing import HEAD, check
from scheduling.queries import mark_of_holiday
from tests.scheduling.holidays import CHRISTMAS, EASTER, HALF_TERM, as_csv, holiday, recorded, whole_year

pytestmark = pytest.mark.django_db
LIST = "/programme-years/2026/school-holidays/"
AREA = f"{LIST}X001/"
IMPORT = f"{LIST}import/"


@pytest.fixture
def lead(client, play):
    client.force_login(play.programme_lead)
    return client


def words(answer):
    return " ".join(re.sub(r"<[^>]*>", " ", answer.content.decode()).split())


def typed(**changes):
    return {"school_year": "2026", "name": "Christmas", "first_day": "2026-12-21", "last_day": "2027-01-01", **changes}


def hidden(answer, name):
    return re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())[1]


def send(client, data, what="check", name="terms.csv"):
    return client.post(IMPORT, {"document": SimpleUploadedFile(name, data), "what": what})


def confirmed(answer):
    form = answer.context["carried"]
    return {"what": "confirm", **{name: form[name].value() for name in ("table", "name", "seen")}}


def test_the_list_counts_what_is_known_and_is_narrowed_and_sorted(lead):
    holiday()
    whole_year("X002", 2025)
    whole_year("X002", without=["Easter", "Summer"])
    page = words(lead.get(LIST))
    assert "School year 2025-26 Known of 1 of 2 local areas, partly known of 0, not known of 1" in page
    assert "School year 2026-27 Known of 0 of 2 local areas, partly known of 2, not known of 0" in page
    assert ("Partly known Christmas only" in page, "Known 6 holidays" in page) == (True, True)
    assert "Partly known without Easter and summer" in page
    assert [area.code for area in lead.get(LIST, {"terms": "partly"}).context["page"]] == ["X001", "X002"]
    assert [area.code for area in lead.get(LIST, {"sort": "unknown"}).context["page"]] == ["X001", "X002"]
    assert [area.code for area in lead.get(LIST, {"text": "fell"}).context["page"]] == ["X001"]
    assert "No local area fits these filters." in words(lead.get(LIST, {"terms": "known"}))


def test_an_area_shows_what_is_known_as_picture_and_table_and_says_what_is_not(lead):
    holiday()
    holiday(name="Half-term", first_day=date(2026, 10, 26), last_day=date(2026, 10, 30), half_term=True)
    answer = lead.get(AREA)
    page = words(answer)
    assert "The school holidays of 2025-26 are not known." in page
    assert "Not recorded: spring half-term, Easter, summer half-term and summer." in page
    assert "Christmas 21 December 2026 1 January 2027" in page
    picture = answer.context["years"][1]["picture"]
    assert [(bar.x, bar.width, bar.half_term) for bar in picture.bars] == [(110, 10, True), (222, 24, False)]
    assert (picture.width, picture.months[0], picture.months[-1]) == (730, (0, "Sep"), (668, "Aug"))
    assert answer.content.decode().count('class="app-terms__holiday') == 2
    assert lead.get(f"{LIST}nowhere/").status_code == 404


def test_a_summer_that_runs_into_september_is_cut_off_in_the_picture(lead):
    holiday(name="Summer", first_day=date(2027, 8, 1), last_day=date(2027, 9, 3))
    bar = lead.get(AREA).context["years"][1]["picture"].bars[0]
    assert bar.x + bar.width == 730


def test_a_holiday_is_added_changed_and_removed_by_hand(lead):
    answer = lead.post(f"{AREA}add/", typed(), follow=True)
    assert (answer.redirect_chain, "Christmas was added." in words(answer)) == ([(AREA, 302)], True)
    one = recorded()
    pk = answer.context["years"][1]["rows"][0].pk
    change = f"{AREA}{pk}/"
    seen = hidden(lead.get(change), "seen")
    answer = lead.post(change, typed(name="Winter", half_term="on", seen=seen), follow=True)
    assert "Winter was changed." in words(answer)
    assert (one[0][2], recorded()[0][2:]) == ("Christmas", ("Winter", "2026-12-21", "2027-01-01", True))
    page = lead.get(f"{change}remove/")
    assert "Without it, the school holidays of Fellmoor in that year are not known." in words(page)
    answer = lead.post(f"{change}remove/", {"seen": hidden(page, "seen")}, follow=True)
    assert (answer.redirect_chain, "Winter was removed." in words(answer), recorded()) == ([(AREA, 302)], True, [])


def test_who_removes_the_only_holiday_of_a_part_is_told_what_is_not_known_then(lead):
    easter = next(row for row in whole_year() if row.name == "Easter")
    page = words(lead.get(f"{AREA}{easter.pk}/remove/"))
    assert "school holidays of Fellmoor in 2026-27 are partly known: nothing would be recorded of Easter." in page


def test_the_link_to_add_chooses_the_school_year(lead):
    assert 'value="2025" checked' in re.sub(r'id="[^"]*" ', "", lead.get(f"{AREA}add/?school_year=2025").content.decode())


def test_what_is_refused_stays_typed(lead):
    holiday()
    answer = lead.post(f"{AREA}add/", typed(name="New Year", first_day="2027-01-01", last_day="2027-01-04"))
    assert (answer.status_code, len(recorded())) == (422, 1)
    assert "These days overlap with another holiday: Christmas, 21 December 2026 to 1 January 2027." in words(answer)
    assert 'value="New Year"' in answer.content.decode()
    empty = words(lead.post(f"{AREA}add/", {}))
    for sentence in ("Select the school year", "Enter the name of the holiday", "Enter the first day of the holiday"):
        assert sentence in empty


def test_who_was_slower_sees_what_stands_and_can_replace_it_knowingly(lead, play):
    made = holiday()
    change = f"{AREA}{made.pk}/"
    seen = hidden(lead.get(change), "seen")
    said = {"school_year": 2026, "first_day": made.first_day, "last_day": made.last_day}
    change_school_holiday(made, **said, name="Winter", seen=mark_of_holiday(made), by=play.programme_lead)
    answer = lead.post(change, typed(name="Yule", seen=seen))
    assert (answer.status_code, recorded()[0][2]) == (409, "Winter")
    assert "It now says: Winter, 21 December 2026 to 1 January 2027." in words(answer)
    lead.post(change, typed(name="Yule", seen=hidden(answer, "seen")))
    assert recorded()[0][2] == "Yule"


def test_a_holiday_of_another_area_or_year_is_not_there(lead):
    made = holiday("X002")
    far = holiday("X001", school_year=2030, first_day=date(2030, 12, 23), last_day=date(2031, 1, 3))
    for pk in (made.pk, far.pk):
        assert [lead.get(f"{AREA}{pk}/{end}").status_code for end in ("", "remove/")] == [404, 404]


def test_whoever_may_only_look_has_no_way_to_change(client, play):
    made = holiday()
    client.force_login(play.cqc_programme_lead)
    for address in (LIST, AREA):
        answer = client.get(address)
        assert (answer.status_code, "Import" in words(answer), "Remove" in words(answer)) == (200, False, False)
    for end in ("import/", "X001/add/", f"X001/{made.pk}/", f"X001/{made.pk}/remove/"):
        assert client.get(f"{LIST}{end}").status_code == 403


def test_a_table_is_checked_shown_and_loaded_without_sending_it_again(lead):
    answer = send(lead, as_csv([CHRISTMAS, EASTER, HALF_TERM]))
    page = words(answer)
    assert (answer.status_code, recorded()) == (200, [])
    assert "No line is wrong. Nothing was loaded yet." in page
    assert "Local areas and school years that were not known 2" in page
    answer = lead.post(IMPORT, confirmed(answer), follow=True)
    assert (answer.redirect_chain, len(recorded())) == ([(LIST, 302)], 3)
    assert "The school holidays of 2 local areas and school years are loaded." in words(answer)


def test_a_table_that_replaces_nothing_is_loaded_at_once_if_so_asked(lead):
    assert send(lead, as_csv([CHRISTMAS]), "load").status_code == 302
    assert len(recorded()) == 1


def test_what_would_be_replaced_is_said_before_it_is(lead):
    holiday(name="Old", first_day=date(2026, 12, 1))
    answer = send(lead, as_csv([CHRISTMAS]), "load")
    assert "What would be replaced" in words(answer)
    assert "Recorded holidays that would be lost 0" in words(answer)
    assert "Fellmoor 2026-27 1 1 None" in words(answer)
    assert recorded()[0][2] == "Old"
    lead.post(IMPORT, confirmed(answer))
    assert [row[2] for row in recorded()] == ["Christmas"]


def test_who_would_lose_holidays_by_a_table_reads_which(lead):
    whole_year("X001", without=["Autumn half-term", "Summer half-term", "Spring half-term"])
    whole_year("X002", 2025)
    answer = send(lead, as_csv([CHRISTMAS]), "load")
    page = words(answer)
    lost = "Easter, 29 March 2027 to 9 April 2027 Summer, 22 July 2027 to 31 August 2027"
    assert f"Fellmoor 2026-27 3 1 {lost} A table replaces a school year of a local area as a whole." in page
    assert "Recorded holidays that would be lost 2" in page


def test_after_loading_it_says_how_many_were_changed_and_how_many_stood_so_already(lead):
    whole_year("X001")
    table = lead.get(f"{LIST}export.csv").getvalue()
    same = words(lead.post(IMPORT, {"document": SimpleUploadedFile("t.csv", table), "what": "load"}, follow=True))
    assert "Nothing was changed. Those of 1 local area and school year stood so already." in same
    more = table + b"Ravenholt,2026-27,Christmas,2026-12-21,2027-01-01,no\r\n"
    page = words(lead.post(IMPORT, {"document": SimpleUploadedFile("t.csv", more), "what": "load"}, follow=True))
    said = "The school holidays of 1 local area and school year are loaded. Those of 1 local area and school year stood so already."
    assert said in page


def test_what_changed_meanwhile_is_shown_before_it_is_replaced(lead):
    answer = send(lead, as_csv([CHRISTMAS]))
    holiday(name="New", first_day=date(2026, 12, 1))
    answer = lead.post(IMPORT, confirmed(answer))
    assert (answer.status_code, recorded()[0][2]) == (409, "New")
    assert "Somebody changed school holidays meanwhile." in words(answer)
    lead.post(IMPORT, confirmed(answer))
    assert [row[2] for row in recorded()] == ["Christmas"]


def test_faults_are_shown_by_line_and_saved_as_a_table(lead):
    answer = send(lead, as_csv([CHRISTMAS, ("Nowhere", *HALF_TERM[1:])]), "load")
    assert (answer.status_code, recorded()) == (422, [])
    assert "3 local_area “Nowhere” is not a local area." in words(answer)
    saved = lead.post(IMPORT, {"what": "faults", "faults": answer.context["signed"]})
    lines = list(csv.reader(io.StringIO(saved.getvalue().decode("utf-8-sig"))))
    assert lines == [
        ["Line", "Column", "What is wrong"],
        ["3", "local_area", "“Nowhere” is not a local area. Write the exact name or the code."],
    ]
    forged = lead.post(IMPORT, {"what": "faults", "faults": f"x{answer.context['signed']}"})
    assert (forged.status_code, "Send the table in again." in words(forged)) == (422, True)


def test_many_faults_are_shown_in_part_and_counted_whole(lead):
    answer = send(lead, as_csv([("Nowhere", *HALF_TERM[1:])] * 150))
    assert "Shown are the first 100 of 150 faults." in words(answer)


def test_a_file_that_cannot_be_used_is_refused_beside_its_field(lead):
    answer = send(lead, "local_area,é".encode("latin-1"))
    assert (answer.status_code, "The file is not in UTF-8." in words(answer)) == (422, True)
    assert "Choose a file" in words(lead.post(IMPORT, {"what": "check"}))
    assert lead.post(IMPORT, {"what": "confirm", "table": "", "name": "x", "seen": "x"}).status_code == 422


def test_nothing_is_to_be_loaded_where_all_is_recorded_already(lead):
    holiday()
    page = words(send(lead, as_csv([CHRISTMAS])))
    assert "Everything in the table is recorded just so already" in page
    assert "Load it now" not in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_all_that_is_known_goes_out_and_comes_in_again_unchanged(lead, kind):
    holiday()
    holiday(
        "X002", name="=Half-term", first_day=date(2025, 10, 27), last_day=date(2025, 10, 31), school_year=2025, half_term=True
    )
    holiday(name="Far", school_year=2030, first_day=date(2030, 12, 23), last_day=date(2031, 1, 3))
    data = lead.get(f"{LIST}export.{kind}").getvalue()
    checked = check(data)
    assert (checked.faults.kept, len(checked.rows), checked.replaced, len(checked.same)) == ([], 2, {}, 2)
    if kind == "csv":
        assert data.decode("utf-8-sig").splitlines()[1] == "Fellmoor,2026-27,Christmas,2026-12-21,2027-01-01,no"


def test_the_template_has_the_columns(lead):
    assert lead.get(f"{LIST}template.csv").getvalue().decode("utf-8-sig") == f"{','.join(HEAD)}\r\n"
    book = load_workbook(io.BytesIO(lead.get(f"{LIST}template.xlsx").getvalue()))
    assert [[cell.value for cell in row] for row in book.active] == [HEAD]
    assert [lead.get(f"{LIST}{name}.pdf").status_code for name in ("template", "export")] == [404, 404]
