"""A table is sent in on a page, read by a worker, and what came of it is shown by line, on the page and as a file."""

import base64
import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jobs.models import Job, State
from jobs.queries import job_for
from jobs.runner import run as run_job
from programmes.importing.columns import columns_of
from programmes.importing.reading import read
from programmes.importing.running import IMPORT, ask_import
from programmes.models import Activity, ImportRun
from tests.api.asking import Program
from tests.programmes import acting
from tests.programmes.tables import CONVERSATION, HEAD, as_csv, as_xlsx, ilacs, imported, many, programmes
from tests.walk import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> Cast:
    return programmes()


@pytest.fixture
def browser(people: Cast) -> Client:
    client = Client()
    client.force_login(people.ofsted)
    return client


def send(browser: Client, data: bytes, name: str = "year.csv", what: str = "load"):
    address = reverse("activity_import", args=["ilacs"])
    return browser.post(address, {"document": SimpleUploadedFile(name, data), "what": what})


def said(response) -> str:
    return " ".join(response.content.decode().split())


def test_the_page_names_every_column_and_what_can_stand_in_it(browser: Client):
    page = said(browser.get(reverse("activity_import", args=["ilacs"])))
    for column in columns_of(ilacs()):
        assert f'<code class="app-column-name">{column.name}</code>' in page
    assert "up to 50,000 rows and 20.0 MB" in page
    assert "Outstanding, Good, Requires improvement, Inadequate" in page


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_template_has_the_columns_of_the_programme(browser: Client, kind):
    response = browser.get(reverse("activity_import_template", args=["ilacs", kind]))
    head = read(io.BytesIO(b"".join(response.streaming_content))).head
    assert head == [column.name for column in columns_of(ilacs())]
    assert browser.get(reverse("activity_import_template", args=["ilacs", "pdf"])).status_code == 404


def test_a_table_is_sent_in_read_and_loaded_and_the_page_says_how_far_it_is(browser: Client):
    response = send(browser, as_csv([CONVERSATION]))
    run = ImportRun.objects.get()
    address = reverse("activity_import_run", args=["ilacs", run.pk])
    assert (response.status_code, response["Location"]) == (302, address)
    page = said(browser.get(address))
    assert "The table was sent in. It is read line by line." in page
    assert "The table is waiting to be read." in page
    poll = reverse("activity_import_progress", args=["ilacs", run.pk])
    assert f'data-poll="{poll}" data-reload' in page
    Job.objects.update(state=State.RUNNING, claim="0" * 32, heartbeat_at=run.asked_at, doing="Checking line 500", progress=30)
    fragment = browser.get(poll)
    assert (fragment["Cache-Control"], "Checking line 500" in said(fragment)) == ("no-store", True)
    Job.objects.update(state=State.WAITING, claim=None, heartbeat_at=None)
    run_job(job_for(run, IMPORT).pk)
    assert "data-poll" not in said(browser.get(poll))
    page = said(browser.get(address))
    assert "All lines are loaded." in page
    assert Activity.objects.get().reference == "A1"
    assert "Loaded: 1 added, 0 changed" in said(browser.get(reverse("activity_imports", args=["ilacs"])))


def test_a_check_says_what_would_be_added_and_which_lines_would_change_something(browser: Client):
    imported(as_csv([CONVERSATION]))
    run = imported(as_csv([(*CONVERSATION[:4], "04/03/2026", "done")]), only_check=True)
    page = said(browser.get(run.get_absolute_url()))
    assert "Nothing was loaded yet, since the table was to be checked only." in page
    assert "Lines that would change a recorded activity" in page
    assert "Checked: 0 to add, 1 to change" in said(browser.get(reverse("activity_imports", args=["ilacs"])))


def test_what_was_checked_is_loaded_from_where_its_result_stands(browser: Client):
    checked = imported(as_csv([CONVERSATION]), only_check=True)
    load = reverse("activity_import_load", args=["ilacs", checked.pk])
    assert f'action="{load}"' in said(browser.get(checked.get_absolute_url()))
    page = said(browser.post(load, follow=True))
    assert "The table is being loaded. Every line is checked once more" in page
    loading = ImportRun.objects.latest("pk")
    assert browser.post(load).url == loading.get_absolute_url()
    assert (ImportRun.objects.count(), loading.only_check, loading.file) == (2, False, checked.file)
    page = said(browser.get(checked.get_absolute_url()))
    assert (f'action="{load}"' in page, "The table is being loaded" in page) == (False, True)
    run_job(job_for(loading, IMPORT).pk)
    assert Activity.objects.get().reference == "A1"
    page = said(browser.get(checked.get_absolute_url()))
    assert (f'action="{load}"' in page, "The table was loaded" in page) == (False, True)
    assert browser.post(load).status_code == 409


def test_what_has_faults_or_waits_or_was_to_be_loaded_has_no_button_and_is_refused(browser: Client, people: Cast):
    wrong = imported(as_csv([("", "x", "y", "z", "", "")]), only_check=True)
    loaded = imported(as_csv([CONVERSATION]))
    waiting = ask_import(ilacs(), data=as_csv(many(3)), name="b.csv", only_check=True, by=people.ofsted)
    for run, sentence in ((wrong, "are wrong"), (loaded, "nothing more to load"), (waiting, "still being checked")):
        load = reverse("activity_import_load", args=["ilacs", run.pk])
        assert f'action="{load}"' not in said(browser.get(run.get_absolute_url()))
        answer = browser.post(load)
        assert (answer.status_code, sentence in said(answer)) == (409, True)
    assert ImportRun.objects.count() == 3


def test_what_became_wrong_after_the_check_is_refused_and_can_be_loaded_once_it_is_right(browser: Client):
    checked = imported(as_csv([CONVERSATION]), only_check=True)
    load = reverse("activity_import_load", args=["ilacs", checked.pk])
    browser.post(load)
    council = acting.council()
    day = date(2026, 3, 3)
    other = acting.done(kind="annual-conversation", agency=council, starts_on=day, ends_on=day)
    run_job(job_for(ImportRun.objects.latest("pk"), IMPORT).pk)
    assert ImportRun.objects.latest("pk").fault_count == 1
    assert f'action="{load}"' in said(browser.get(checked.get_absolute_url()))
    other.delete()
    browser.post(load)
    run_job(job_for(ImportRun.objects.latest("pk"), IMPORT).pk)
    assert Activity.objects.get().reference == "A1"


def test_over_the_api_a_table_is_sent_in_checked_and_loaded(people: Cast):
    program, address = Program(people.ofsted), "/api/v1/programmes/ilacs/imports/"

    def send_in(data: bytes, *, only_check: bool = True):
        body = {"name": "year.csv", "document": base64.b64encode(data).decode(), "only_check": only_check}
        return program.ask("post", address, body)

    answer = send_in(as_csv([CONVERSATION]))
    found = answer.json()
    assert (answer.status_code, found["state"], found["finished_at"]) == (201, "waiting", None)
    one = f"{address}{found['id']}/"
    assert program.ask("post", f"{one}load/").status_code == 409
    run_job(job_for(ImportRun.objects.get(), IMPORT).pk)
    found = program.get(one)
    assert [found[name] for name in ("state", "loaded", "rows", "added", "fault_count", "loaded_by")] == [
        "done", False, 1, 1, 0, None,
    ]  # fmt: skip
    answer = program.ask("post", f"{one}load/")
    assert (answer.status_code, program.get(one)["loaded_by"]) == (201, answer.json()["id"])
    run_job(job_for(ImportRun.objects.latest("pk"), IMPORT).pk)
    assert (Activity.objects.get().reference, program.get(f"{address}{answer.json()['id']}/")["loaded"]) == ("A1", True)
    assert [run["only_check"] for run in program.get(address)["results"]] == [False, True]


def test_over_the_api_faults_are_told_by_line_and_what_is_no_table_is_refused(people: Cast):
    program, address = Program(people.ofsted), "/api/v1/programmes/ilacs/imports/"
    run = imported(as_csv([("", "annual-conversation", f"Nobody {number}", "2026-03-03", "", "") for number in range(30)]))
    found = program.get(f"{address}{run.pk}/faults/")
    assert (found["count"], len(found["results"])) == (30, 25)
    assert {name: found["results"][0][name] for name in ("line", "column")} == {"line": 2, "column": "agency"}
    for document, sentence in (("QQ", "in base64"), (base64.b64encode("“ü”".encode("cp1252")).decode(), "not in UTF-8")):
        answer = program.ask("post", address, {"name": "a.csv", "document": document, "only_check": True})
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "document")
        assert sentence in answer.json()["detail"] + answer.json()["errors"][0]["detail"]
    assert program.ask("post", f"{address}{run.pk}/retry/").status_code == 409
    assert ImportRun.objects.count() == 1


def test_faults_are_shown_by_line_and_saved_as_a_table(browser: Client):
    rows = [("", "annual-conversation", f"=Nobody {number}", "x", "", "") for number in range(60)]
    run = imported(as_csv([*rows, ("B", "-visit", "Fellmoor Council", "2026-03-03", "", "")]))
    page = said(browser.get(run.get_absolute_url()))
    assert "Nothing was loaded. Correct these lines in your table, then send it in again." in page
    assert page.count("is a formula: save the values instead.") == 25
    assert "61" in said(browser.get(run.get_absolute_url() + "?page=3"))
    response = browser.get(reverse("activity_import_faults", args=["ilacs", run.pk]))
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert len(lines) == 122
    assert lines[:2] == [
        ["Line", "Column", "What is wrong", "Recorded activity"],
        ["2", "agency", "C2 is a formula: save the values instead.", ""],
    ]
    assert lines[-1][:2] == ["62", "activity"]


def test_of_very_many_faults_the_page_says_how_many_are_kept(browser: Client):
    run = imported(as_csv([("", "x", "y", "z", "", "")] * 500))
    page = said(browser.get(run.get_absolute_url()))
    assert page.index("Kept are the first 1,000 of 1,500 faults.") < page.index("<table")
    assert "1,500 faults, nothing loaded" in said(browser.get(reverse("activity_imports", args=["ilacs"])))


def test_a_line_that_is_recorded_already_leads_to_the_activity_on_the_page_and_in_the_table(browser: Client, people: Cast):
    council, day = acting.council(), date(2026, 3, 3)
    row = acting.done(kind="annual-conversation", agency=council, starts_on=day, ends_on=day)
    run = imported(as_csv([CONVERSATION]))
    assert f'href="{row.get_absolute_url()}">The recorded activity' in said(browser.get(run.get_absolute_url()))
    response = browser.get(reverse("activity_import_faults", args=["ilacs", run.pk]))
    lines = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [lines[0][3], lines[1][3]] == ["Recorded activity", f"http://testserver{row.get_absolute_url()}"]
    found = Program(people.ofsted).get(f"/api/v1/programmes/ilacs/imports/{run.pk}/faults/")["results"]
    assert [fault["activity"] for fault in found] == [row.pk]


def test_a_file_that_is_no_table_is_refused_on_the_page(browser: Client):
    response = send(browser, "reference\n“ü”\n".encode("cp1252"))
    assert response.status_code == 422
    assert "The file is not in UTF-8. In Excel choose File, Save As" in said(response)
    assert said(send(browser, as_csv([]), what="")).count("Select whether the table is only checked or loaded as well") == 2
    assert not ImportRun.objects.exists()


def test_a_workbook_with_several_sheets_says_which_was_read(browser: Client):
    run = imported(as_xlsx([CONVERSATION], HEAD, "Notes"), name="a.xlsx")
    assert "The workbook has several sheets. Read was the first one, “Activities”." in said(browser.get(run.get_absolute_url()))


def test_a_job_that_failed_says_why_and_can_be_tried_again(browser: Client):
    send(browser, as_csv([CONVERSATION]))
    run = ImportRun.objects.get()
    Job.objects.update(state=State.FAILED, error="The file store did not answer.")
    page = said(browser.get(run.get_absolute_url()))
    assert "The table could not be read. Nothing was loaded." in page
    assert "The file store did not answer." in page
    retry = reverse("activity_import_retry", args=["ilacs", run.pk])
    assert f'action="{retry}"' in page
    assert browser.post(retry).status_code == 302
    run_job(job_for(run, IMPORT).pk)
    assert Activity.objects.count() == 1
    assert browser.post(retry).status_code == 409


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_the_product_exports_is_loaded_again_without_a_change(browser: Client, kind):
    acting.published(kind="standard-inspection", reference="-7", effect="hinders", words="=Late\r\nand more", outcome="@all")
    acting.activity(kind="standard-inspection", reference="T1", timing_reason="Three years  are over.\r\nSo it is time.")
    for number in (1, 2):
        acting.done(reference=f"S{number}", outcome="Two of one kind  on one day")
    acting.activity(kind="focused-visit", reference="F1", focus="weakness", focus_words="The front door")
    response = browser.get(reverse("programme_export", args=["ilacs", kind]))
    run = imported(b"".join(response.streaming_content), name=f"a.{kind}")
    assert (run.faults, run.loaded, run.rows, run.added, run.changed) == ([], True, 5, 0, 0)


def test_the_list_costs_the_same_for_one_and_for_many(browser: Client, django_assert_max_num_queries):
    for number in range(3):
        imported(as_csv([(f"A{number}", *CONVERSATION[1:])]))
    with django_assert_max_num_queries(12):
        browser.get(reverse("activity_imports", args=["ilacs"]))
    run = imported(as_csv(many(20)))
    with django_assert_max_num_queries(12):
        browser.get(run.get_absolute_url())


def test_only_who_records_the_programme_is_led_to_the_import(browser: Client, people: Cast):
    address = reverse("activity_import", args=["ilacs"])
    assert f'href="{address}"' in said(browser.get(reverse("programme", args=["ilacs"])))
    browser.force_login(people.cqc)
    assert f'href="{address}"' not in said(browser.get(reverse("programme", args=["ilacs"])))
    assert browser.get(address).status_code == 403
