"""The list of a programme's activities as a file: what the viewer sees of it, and no formula."""

import csv
import io

import openpyxl
import pytest
from django.urls import reverse

from tests.programmes.acting import activity, programme, published
from tests.walk import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def ofsted(client):
    programme()
    client.force_login(cast().ofsted)
    return client


def exported(client, kind, query="", code="ilacs"):
    answer = client.get(reverse("programme_export", args=[code, kind]) + query)
    assert answer.status_code == 200
    return answer.getvalue()


def rows_of(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_the_export_has_what_the_viewer_sees_and_no_formula(client):
    activity(reference="=1+1")
    row = published(kind="standard-inspection", effect="both", words="@both", timing_reason="Ours alone", reference="B")
    people = cast()
    client.force_login(people.ofsted)
    ours = rows_of(exported(client, "csv"))
    assert [one["reference"] for one in ours] == ["B", "'=1+1"]
    assert (ours[0]["timing_reason"], ours[0]["contribution"], ours[0]["agency"]) == ("Ours alone", "'@both", str(row.agency))
    assert [one["reference"] for one in rows_of(exported(client, "csv", "?standing=published"))] == ["B"]
    client.force_login(people.cqc)
    theirs = rows_of(exported(client, "csv"))
    assert [one["reference"] for one in theirs] == ["B"]
    assert "timing_reason" not in theirs[0]
    assert client.get(reverse("programme_export", args=["ilacs", "pdf"])).status_code == 404


def test_the_workbook_has_the_same_rows_with_days_as_days(ofsted):
    activity(reference="=1+1")
    sheet = openpyxl.load_workbook(io.BytesIO(exported(ofsted, "xlsx"))).active
    head, first = [[cell.value for cell in row] for row in sheet.iter_rows()]
    found = dict(zip(head, first, strict=True))
    assert (found["reference"], found["starts_on"].date().isoformat(), found["standing"]) == ("'=1+1", "2025-05-12", "planned")
