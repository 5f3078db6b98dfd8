"""The report over the API: the same commands and rules as the pages, and a stale edit that loses nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports import policies
from reports.models import Report
from tests.walk import agency_of, cast, inspection_at, ready_to_draft
from tests.walk_reports import build, first_paragraph, read_anew, report_at

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("drafting", "quality-assurance", "factual-accuracy", "sign-off", "pre-publication", "published")
SIGNATORIES = ("ofsted_signatory", "cqc_signatory", "hmicfrs_signatory", "probation_signatory")


class Program:
    """One person's program at one inspection."""

    def __init__(self, part, pk):
        self.client, self.pk = Client(HTTP_HOST="localhost"), pk
        self.client.force_login(getattr(cast(), part))

    def ask(self, method, name, *more, version=None, **body):
        headers = {} if version is None else {"If-Match": f'"{version}"'}
        send = getattr(self.client, method)
        address = reverse(f"api_{name}", args=[self.pk, *more])
        if method == "get":
            return send(address, headers=headers)
        return send(address, data=body, content_type="application/json", headers=headers)

    def get(self, name, *more):
        return self.ask("get", name, *more)

    def post(self, name, *more, **body):
        return self.ask("post", name, *more, **body)

    def put(self, name, *more, version=None, **body):
        return self.ask("put", name, *more, version=version, **body)


def done(answer, status=200):
    assert answer.status_code == status, answer.content
    return answer.json() if answer.content else None


def read(pk):
    return read_anew(Report.objects.get(inspection=pk))


def test_the_whole_report_over_the_api():
    inspection = ready_to_draft(inspection_at("moderation", year=2050))
    pk = inspection.pk
    lead, reviewer, area = (Program(part, pk) for part in ("lead", "reviewer", "co_ordinator"))
    drafted = done(lead.post("report"), 201)
    strengths = next(row for row in drafted["sections"] if row["kind"] == "strengths")
    finding = strengths["paragraphs"][0]["findings"][0]
    added = done(lead.post("paragraphs", section=strengths["id"], text="One more.", findings=[finding]), 201)
    assert (added["section"], added["findings"], added["version"]) == ("strengths", [finding], 1)
    done(lead.put("paragraph_findings", added["id"], findings=[]))
    done(lead.post("paragraph_move", added["id"], direction="up"))
    assert done(lead.post("paragraph_remove", added["id"]))["taken_out"]
    assert not done(lead.post("paragraph_restore", added["id"]))["taken_out"]
    assert done(lead.post("quality"))["status"] == "quality-assurance"
    comment = done(reviewer.post("comments", paragraph=added["id"], body="For whom?"), 201)
    done(reviewer.post("comment_resolve", comment["id"]))
    done(reviewer.post("reviews", decision="approved", summary="Good."), 201)
    done(lead.post("accuracy"), 201)
    _accuracy(lead, area)
    _signatures(lead)
    _afterwards(lead, area)


def _accuracy(lead, area):
    places = done(area.get("response_draft"))["places"]
    point = done(area.post("response_points", place=0, body="Three days."), 201)
    assert point["about"] == places[0]
    edited = done(area.put("response_point", point["id"], before="Three days.", body="Four days."))
    assert (edited["id"], edited["body"]) == (point["id"], "Four days.")
    gone = done(area.post("response_points", body="Not this."), 201)
    assert area.ask("delete", "response_point", gone["id"]).status_code == 204
    assert lead.get("points").status_code == 409
    done(area.post("response_send"))
    (seen,) = done(lead.get("points"))["results"]
    done(lead.put("point_answer", seen["id"], answer="accepted", reason="The rota shows it."))
    assert done(area.get("response_points"))["results"][0]["answer"] == ""


def _signatures(lead):
    council = agency_of(read(lead.pk).inspection, "local-authority").code
    maker = Program("decision_maker", lead.pk)
    done(maker.put("decision", is_required=True, principal_authority=council, reason="Serious."))
    frozen = done(lead.post("sign_off"), 201)
    digests = {name: frozen[name] for name in ("content_digest", "provenance_digest")}
    assert done(lead.get("build"))["state"] == "waiting"
    for part in SIGNATORIES:
        done(Program(part, lead.pk).post("sign", 1, **digests), 201)
    build(policies.latest_freeze(read(lead.pk)))
    assert len(done(lead.get("freeze", 1))["signatures"]) == 4
    assert {row["format"] for row in done(lead.get("report_files"))} == {"html", "pdf"}
    assert lead.get("report_file", "pdf")["Content-Type"] == "application/pdf"


def _afterwards(lead, area):
    reader = done(lead.post("readers", person=cast().police.pk), 201)
    assert reader["user"]["name"] == "Police"
    done(lead.post("pre_publication"))
    assert area.get("response_file", "pdf").status_code == 404
    assert Program("police", lead.pk).get("response_file", "pdf").status_code == 200
    slug = done(lead.post("publish"))["slug"]
    assert done(lead.post("publish"))["slug"] == slug
    assert area.get("response_file", "pdf").status_code == 200
    today = timezone.localdate().isoformat()
    done(lead.post("receipt", received_on=today, received_by="The director"), 201)
    done(area.post("response_statement", body="We will."), 201)
    assert done(lead.get("statement"))["statement"]["body"] == "We will."
    done(lead.post("statement_acknowledge"))
    assert read(lead.pk).inspection.status == "closed"


def test_a_stale_edit_is_kept_and_named():
    report = report_at()
    paragraph = first_paragraph(report)
    lead, cqc = Program("lead", report.inspection_id), Program("cqc", report.inspection_id)
    first = lead.put("paragraph", paragraph.pk, version=1, text="By the lead.")
    assert (first.status_code, first["ETag"]) == (200, '"2"')
    stale = cqc.put("paragraph", paragraph.pk, version=1, text="By CQC.")
    assert (stale.status_code, stale["Content-Type"]) == (412, "application/problem+json")
    kept = stale.json()["kept"]
    rows = {row["id"]: row["body"] for row in done(cqc.get("paragraph_revisions", paragraph.pk))["results"]}
    assert rows[kept] == "By CQC."
    settled = cqc.post("paragraph_settle", paragraph.pk, kept, keep="mine", base=2)
    assert (settled.json()["text"], settled["ETag"]) == ("By CQC.", '"4"')
    assert lead.put("paragraph", paragraph.pk, text="No version.").status_code == 428


# name, method, body and further parts of the address: strangers get 404 before anybody reads the body.
OPERATIONS = (
    ("get", "report"),
    ("post", "report"),
    ("get", "report_words"),
    ("post", "paragraphs"),
    ("post", "quality"),
    ("get", "comments"),
    ("post", "comments"),
    ("post", "reviews"),
    ("get", "accuracy"),
    ("post", "accuracy"),
    ("post", "accuracy_close"),
    ("put", "decision"),
    ("post", "sign_off"),
    ("get", "freezes"),
    ("post", "freezes"),
    ("get", "build"),
    ("get", "report_files"),
    ("get", "readers"),
    ("post", "pre_publication"),
    ("post", "publish"),
    ("post", "receipt"),
    ("get", "statement"),
    ("post", "close"),
)


@pytest.mark.parametrize("part", ["stranger", "co_ordinator", "other_area", "administrator"])
def test_for_strangers_there_is_nothing(part):
    program = Program(part, report_at("sign-off").inspection_id)
    answers = {(method, name): program.ask(method, name, nonsense=True).status_code for method, name in OPERATIONS}
    assert answers == dict.fromkeys(OPERATIONS, 404)


AREA_OPERATIONS = (
    ("get", "response_accuracy"),
    ("get", "response_draft"),
    ("get", "response_points"),
    ("post", "response_send"),
)


@pytest.mark.parametrize("part", ["lead", "observer", "other_area", "administrator"])
def test_the_areas_side_is_the_areas(part):
    program = Program(part, report_at("factual-accuracy").inspection_id)
    answers = {(method, name): program.ask(method, name).status_code for method, name in AREA_OPERATIONS}
    assert answers == dict.fromkeys(AREA_OPERATIONS, 404)


def test_the_sentence_is_the_one_of_the_page():
    report = report_at("quality-assurance")
    answer = Program("lead", report.inspection_id).post("accuracy")
    assert (answer.status_code, answer["Content-Type"]) == (409, "application/problem+json")
    assert answer.json()["detail"] == "The reviewer has not approved this draft yet."
    answer = Program("cqc", report.inspection_id).post("accuracy")
    assert (answer.status_code, answer.json()["detail"]) == (403, "Only the lead inspector can do this.")


def test_what_is_not_ready_to_be_seen_has_the_same_shape_empty():
    report = report_at("factual-accuracy")
    area = Program("police", report.inspection_id)
    point = done(area.post("response_points", body="Three days."), 201)
    (row,) = done(area.get("response_points"))["results"]
    assert (row["id"], row["answer"], row["answered_by"], row["answered_at"]) == (point["id"], "", None, None)


def test_a_file_refused_is_kept_by_no_cache():
    answer = Program("police", report_at("pre-publication").inspection_id).get("response_file", "pdf")
    assert (answer.status_code, answer["Cache-Control"]) == (404, "private, no-store")


@pytest.mark.parametrize("count", [1, 3])
def test_lists_cost_the_same(count, django_assert_max_num_queries):
    report = report_at("factual-accuracy")
    area = Program("police", report.inspection_id)
    for number in range(count):
        area.post("response_points", body=f"Point {number}")
    with django_assert_max_num_queries(11):
        assert len(done(area.get("response_points"))["results"]) == count
    lead = Program("lead", report.inspection_id)
    for name, limit in (("report", 14), ("comments", 10), ("reviews", 10), ("readers", 10)):
        with django_assert_max_num_queries(limit):
            done(lead.get(name))
