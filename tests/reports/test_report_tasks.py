"""What the task lists and the home page say of reports."""

import pytest

from reports import commands, policies, queries
from tests.walk import cast, inspection_at
from tests.walk_reports import build, first_paragraph, go_on, read_anew, report_at, sign_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = (
    "drafting",
    "quality-assurance",
    "factual-accuracy",
    "sign-off",
    "pre-publication",
    "published",
    "statement-due",
    "statement-received",
)


def waits(part, report):
    """Kinds of what waits for this part on this report."""
    return [row.kind for row in queries.waiting_for(getattr(cast(), part)) if row.inspection.pk == report.inspection_id]


WAITING = {
    ("quality-assurance", "reviewer"): ["review"],
    ("quality-assurance", "lead"): [],
    ("factual-accuracy", "co_ordinator"): ["check"],
    ("factual-accuracy", "police"): ["check"],
    ("factual-accuracy", "lead"): [],
    ("sign-off", "cqc_signatory"): ["sign"],
    ("sign-off", "lead"): [],
    ("sign-off", "cqc"): [],
    ("drafting", "decision_maker"): ["decide"],
    ("sign-off", "decision_maker"): [],
    ("pre-publication", "lead"): ["lead"],
    ("pre-publication", "co_ordinator"): ["embargo"],
    ("pre-publication", "police"): [],
    ("published", "lead"): ["lead"],
    ("statement-due", "co_ordinator"): ["statement"],
    ("statement-due", "police"): [],
    ("statement-received", "lead"): ["lead"],
    ("drafting", "stranger"): [],
    ("drafting", "administrator"): [],
}


@pytest.mark.parametrize(("stage", "part"), WAITING)
def test_what_waits_for_whom(stage, part):
    assert waits(part, report_at(stage)) == WAITING[stage, part]


def test_a_point_waits_for_every_inspector_until_it_is_answered():
    report = report_at("factual-accuracy")
    people = cast()
    newest = policies.latest_round(report)
    point = commands.add_point(newest, body="Three days.", by=people.police)
    commands.submit_points(newest, by=people.co_ordinator)
    assert (waits("cqc", report), waits("lead", report)) == (["answer"], ["answer"])
    point.round = policies.latest_round(report)
    commands.answer_point(point, answer="accepted", reason="Yes.", by=people.cqc)
    assert (waits("cqc", report), waits("lead", report)) == ([], ["lead"])


def test_a_signature_that_fell_is_asked_for_again():
    report = report_at("sign-off")
    people = cast()
    sign_all(report)
    assert waits("cqc_signatory", report) == []
    commands.edit_paragraph(first_paragraph(report), base=1, text="Other words.", by=people.lead)
    assert waits("cqc_signatory", report) == []  # nothing to sign until the words are frozen again
    commands.freeze(read_anew(report), by=people.lead)
    assert waits("cqc_signatory", report) == ["sign"]
    sign_all(report)
    assert waits("cqc_signatory", report) == []
    assert waits("lead", report) == ["lead"]


def test_comments_of_a_returned_draft_wait_for_its_authors():
    report = report_at("quality-assurance")
    people = cast()
    commands.comment(report, body="For whom?", by=people.reviewer)
    commands.review(report, decision="returned", summary="See comment.", by=people.reviewer)
    assert waits("cqc", report) == ["comments"]


def test_an_approved_draft_waits_for_its_delivery():
    report = report_at("quality-assurance")
    commands.review(report, decision="approved", summary="Good.", by=cast().reviewer)
    assert (waits("reviewer", report), waits("lead", report)) == ([], ["lead"])


@pytest.mark.parametrize("part", ["lead", "cqc_signatory", "decision_maker", "co_ordinator"])
def test_the_home_page_costs_the_same_however_much_waits(part, django_assert_max_num_queries):
    people = cast()
    for year in (2070, 2071):
        with django_assert_max_num_queries(4):
            queries.waiting_for(getattr(people, part))
        report_at("drafting", year=year)
        people = cast()


def test_the_task_list_follows_the_report_and_opens_only_what_one_may(django_assert_max_num_queries):
    report = report_at("sign-off")
    for part, opened in (
        (
            "lead",
            [
                "Draft the report",
                "Quality assurance",
                "Factual accuracy",
                "Decision on the statement",
                "Sign-off",
                "Pre-publication readers",
            ],
        ),
        ("decision_maker", ["Decision on the statement"]),
        ("observer", []),
    ):
        user = getattr(cast(), part)
        with django_assert_max_num_queries(4):
            tasks = queries.tasks_for(user, report.inspection)
        assert [task.text for task in tasks if task.href] == opened
    assert {task.text: task.status for task in tasks}["Factual accuracy"] == "done"
    assert {task.text: task.hint for task in tasks}["Sign-off"] == "0 of 4 inspectorates have signed"
    sign_all(report)
    hints = {task.text: task.hint for task in queries.tasks_for(cast().lead, report.inspection)}
    assert hints["Sign-off"] == "4 of 4 inspectorates have signed"


def test_before_the_draft_there_is_one_task():
    inspection = inspection_at("moderation", year=2080)
    (task,) = queries.tasks_for(cast().lead, inspection)
    assert (task.text, task.status, bool(task.href)) == ("Draft the report", "not-started", True)
    (task,) = queries.tasks_for(cast().lead, inspection_at("fieldwork", year=2081))
    assert (task.status, task.href) == ("waiting", "")


def test_the_areas_tasks_follow_its_stages():
    report = report_at("drafting", year=2090)
    people = cast()
    assert queries.area_tasks_for(people.co_ordinator, report.inspection) == []
    seen = {}
    for status in ("factual-accuracy", "sign-off"):
        report = go_on(report, status)
        seen[status] = [(task.text, task.status) for task in queries.area_tasks_for(people.co_ordinator, report.inspection)]
    build(sign_all(report))
    report = go_on(report, "statement-received")
    seen["statement-received"] = [task.text for task in queries.area_tasks_for(people.police, report.inspection) if task.href]
    assert seen == {
        "factual-accuracy": [("Check the facts of the draft", "in-progress")],
        "sign-off": [("Check the facts of the draft", "done")],
        "statement-received": [
            "Check the facts of the draft",
            "Download the published report",
            "Send the statement of proposed action",
        ],
    }
