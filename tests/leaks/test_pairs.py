"""Each viewer at each stage of an inspection: nothing that is not theirs comes back, by any channel."""

from collections import defaultdict
from collections.abc import Callable

import pytest
from django.core import mail

from agencies.models import Inspectorate
from disclosure.visibility import KINDS, rows_of
from jobs.models import Email, Job
from jobs.runner import run
from tests.leaks.addresses import ROWS
from tests.leaks.asking import Ask, asks
from tests.leaks.marks import GROUP_NAME
from tests.leaks.pairs import pairs
from tests.leaks.planting import Planted
from tests.leaks.rules import DRAFTED, DRAFTS_OF_LETTERS, GOVERNED, LETTERS, NEED_NOT, RULES, SHARED, Look
from tests.leaks.searching import listening, look
from tests.walk import address_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EACH = 3  # requests of one viewer about one inspection; bin/faults leaks sends them all
RECORDED = (
    "activity of one inspectorate", "shared activity", "reason for the time", "earlier words of an activity",
    "kept words of an activity", "thing to look at",
)  # fmt: skip
WRITTEN = (*LETTERS, *DRAFTS_OF_LETTERS, "earlier words of a letter")
# What stands in files alone is not searched.
WITHIN_FILES = {"file of a draft item", "file of a shared item"}

# kind of secret → who finds it, in which inspection, where: without them a test that finds nothing would be blind.
FINDS = {
    "note": ("hmicfrs", "fieldwork", "notes"),
    "note of a person who was removed": ("hmicfrs", "paused", "api_notes"),
    "earlier words of a note": ("hmicfrs", "fieldwork", "text_history"),
    "kept words of a note": ("hmicfrs", "moderation", "text_versions"),
    "shared note": ("cqc", "set-up", "notes"),
    "cited note": ("lead", "moderation", "notes"),
    "finding": ("cqc", "moderation", "moderation"),
    "finding that is set aside": ("hmicfrs", "drafting", "api_findings"),
    "reason for setting aside": ("lead", "moderation", "finding"),
    "evaluation": ("cqc_signatory", "moderation", "api_evaluations"),
    "child": ("lead", "fieldwork", "children"),
    "answer": ("co_ordinator", "fieldwork", "response_request_item"),
    "reason for returning an answer": ("council", "set-up", "response_request_item"),
    "name on the team": ("observer", "planned", "team"),
    "week": ("programme_lead", "planned", "dates"),
    "reason for another date": ("observer", "planned", "api_dates"),
    "words": ("nobody", "published", "published_report_pdf"),
    "words written after delivery": ("lead", "factual-accuracy", "report_preview"),
    "words taken out": ("lead", "drafting", "report"),
    "earlier words": ("lead", "drafting", "report_paragraph_history"),
    "comment": ("reviewer", "quality-assurance", "report_quality"),
    "review": ("cqc", "sign-off", "api_reviews"),
    "point": ("police", "factual-accuracy", "response_accuracy"),
    "answer to a point": ("lead", "factual-accuracy-sent", "report_point"),
    "reason for the decision": ("decision_maker", "drafting", "report_decision"),
    "error of a job": ("lead", "sign-off", "report_build"),
    "who received it": ("lead", "closed", "report_statement"),
    "statement": ("co_ordinator", "closed", "response_statement"),
    "name of a token": ("cqc", "elsewhere", "account"),
    "name of a file": ("council", "fieldwork", "response_request_item"),
    "words of a file": ("lead", "fieldwork", "request_file"),
    "activity of one inspectorate": ("lead", "elsewhere", "activity"),
    "shared activity": ("hmicfrs", "elsewhere", "activity"),
    "reason for the time": ("lead", "elsewhere", "activity"),
    "earlier words of an activity": ("lead", "elsewhere", "activity_history"),
    "kept words of an activity": ("lead", "elsewhere", "activity_versions"),
    "thing to look at": ("lead", "elsewhere", "check_item"),
    "plan of a year": ("programme_lead", "elsewhere", "plan"),
    "interest": ("cqc_administrator", "elsewhere", "person"),
    "kept words": ("cqc", "elsewhere", "kept"),
    "leave": ("cqc", "elsewhere", "own_leave"),
    "reason of an override": ("programme_lead", "planned", "override"),
    "reason of a decided override": ("cqc_programme_lead", "planned", "override"),
    "reason of a recovery": ("ofsted_administrator", "elsewhere", "recovery"),
    "invitation": ("cqc_administrator", "elsewhere", "invitations"),
    "draft item": ("cqc_programme_lead", "elsewhere", "item"),
    "file of a draft item": ("cqc", "elsewhere", "item_file"),
    "name of a file of a draft item": ("cqc", "elsewhere", "item_file_add"),
    "shared item": ("cqc", "elsewhere", "items"),
    "earlier words of a shared item": ("stranger_cqc", "elsewhere", "item_history"),
    "draft of a shared item": ("stranger", "elsewhere", "item_history"),
    "correction kept beside": ("stranger", "elsewhere", "item_versions"),
    "reason of a correction kept beside": ("stranger", "elsewhere", "item_history"),
    "correction of a shared item": ("cqc", "elsewhere", "item"),
    "decision about a shared item": ("stranger", "elsewhere", "item"),
    "withdrawn item": ("cqc", "elsewhere", "api_items"),
    "reason of a withdrawal": ("cqc_signatory", "elsewhere", "api_item"),
    "file of a shared item": ("cqc", "elsewhere", "api_item_file"),
    "name of a file of a shared item": ("cqc", "elsewhere", "api_item_files"),
    "letter": ("cqc", "elsewhere", "letter_pdf"),
    "subject of a letter": ("cqc", "elsewhere", "letters"),
    "earlier words of a letter": ("stranger", "elsewhere", "letter_history"),
    "draft letter": ("cqc_signatory", "elsewhere", "letter"),
    "subject of a draft letter": ("cqc", "elsewhere", "api_letter_pdf"),
}


def test_nothing_comes_back_that_is_not_theirs(planted: Planted, record_property: Callable[[str, object], None]) -> None:
    leaks, cases, met = [], 0, defaultdict(set)
    with listening() as kept:
        for viewer, _key, chosen in pairs(planted, EACH):
            for ask in chosen:
                leaks += look(planted, viewer, ask, kept).leaks
                met[ask.name].add(viewer)
                cases += 1
    record_property("counted", f"{cases} cases, {len(leaks)} leaks")
    assert leaks == [], "\n".join(leaks)
    # Every address as every viewer at every stage: bin/faults leaks.
    assert len(met) > len(ROWS) / 2


@pytest.mark.parametrize("kind", [kind for kind in RULES if kind != "reason for a side state"])
def test_whoever_may_see_a_secret_finds_it(planted: Planted, kind: str) -> None:
    viewer, key, name = FINDS[kind]
    found = set()
    with listening() as kept:
        for ask in _asked(planted, key, name):
            outcome = look(planted, viewer, ask, kept)
            assert outcome.leaks == []
            found |= {mark.kind for mark in outcome.found}
    assert kind in found


def _asked(planted: Planted, key: str, name: str) -> list[Ask]:
    return [ask for ask in asks(planted, key) if ask.name == name and ask.method == "get" and not ask.mixed]


@pytest.mark.parametrize(
    ("kind", "viewer", "key", "name"),
    [
        ("activity of one inspectorate", "cqc", "elsewhere", "breach"),
        ("activity of one inspectorate", "hmicfrs", "elsewhere", "programme_export"),
        ("activity of one inspectorate", "cqc", "elsewhere", "activity_report_file"),
        ("activity of one inspectorate", "lead", "elsewhere", "activity_import_run"),
        ("activity of one inspectorate", "lead", "elsewhere", "activity_imports"),
        ("activity of one inspectorate", "lead", "elsewhere", "activity_import_faults"),
        ("shared item", "cqc", "elsewhere", "items_export"),
        ("shared item", "cqc", "elsewhere", "activity"),
        ("correction of a shared item", "cqc", "elsewhere", "item_trail"),
        ("decision about a shared item", "stranger", "elsewhere", "item_trail_csv"),
        ("activity of one inspectorate", "cqc", "elsewhere", "programme_following_export"),
        ("activity of one inspectorate", "lead", "elsewhere", "api_imports"),
        ("activity of one inspectorate", "lead", "elsewhere", "api_import_faults"),
        ("shared activity", "probation", "elsewhere", "recommendation"),
        ("earlier words of an activity", "cqc", "elsewhere", "recommendation_history"),
        ("kept words of an activity", "cqc", "elsewhere", "recommendation_versions"),
        ("kept words of an activity", "cqc", "elsewhere", "api_recommendation_revisions"),
        ("shared activity", "cqc", "elsewhere", "api_activity_report"),
        ("shared activity", "moved", "elsewhere", "api_programme_following"),
        ("interest", "cqc", "elsewhere", "interests"),
        ("leave", "cqc_programme_lead", "elsewhere", "year_people"),
        ("leave", "cqc_programme_lead", "elsewhere", "absence_remove"),
        ("week", "programme_lead", "planned", "year_teams"),
        ("interest", "ofsted_administrator", "elsewhere", "person"),
        ("week", "programme_lead", "planned", "year_calendar"),
        ("reason for another date", "programme_lead", "elsewhere", "year_calendar_file"),
        ("reason for another date", "programme_lead", "elsewhere", "api_year_calendar"),
        ("name on the team", "lead", "fieldwork", "inspection_trail"),
        ("name on the team", "lead", "fieldwork", "inspection_trail_csv"),
        ("name of a file", "lead", "fieldwork", "request_item"),
        ("words of a file", "police", "fieldwork", "response_item_file"),
        ("words of a file", "co_ordinator", "fieldwork", "api_response_request_file"),
        ("reason of an override", "cqc_programme_lead", "fieldwork", "api_overrides"),
        ("plan of a year", "programme_lead", "elsewhere", "plan_board"),
        ("plan of a year", "programme_lead", "elsewhere", "plan_compare"),
        ("plan of a year", "programme_lead", "elsewhere", "api_plan"),
        ("invitation", "co_ordinator", "elsewhere", "api_invitations"),
        ("invitation", "nobody", "elsewhere", "invitation_accept"),
        ("reason of a recovery", "ofsted_administrator", "elsewhere", "api_recovery"),
    ],
)
def test_it_is_found_elsewhere_too(planted: Planted, kind: str, viewer: str, key: str, name: str) -> None:
    with listening() as kept:
        outcomes = [look(planted, viewer, ask, kept) for ask in _asked(planted, key, name)]
    assert [leak for outcome in outcomes for leak in outcome.leaks] == []
    assert kind in {mark.kind for outcome in outcomes for mark in outcome.found}


@pytest.mark.parametrize(
    ("key", "kinds"), [("moderation", set()), ("drafting", {"paragraph-words"}), ("published", {"paragraph-words"})]
)
def test_governance_finds_the_evaluations_of_others_in_the_draft_alone(planted: Planted, key: str, kinds: set[str]) -> None:
    """What the rules allow from drafting on, they allow for the words that the draft was composed of."""
    of_hmicfrs = ("evaluation", key, "hmicfrs")
    word = next(word for word, mark in planted.marks.known.items() if (mark.kind, mark.target, mark.owner) == of_hmicfrs)
    own = Inspectorate.objects.get(code="cqc")
    here = {"item_inspection": planted.targets[key].pk, "item_words__contains": word}
    assert {kind for kind in KINDS if rows_of(kind, own).filter(**here).exists()} == kinds


@pytest.mark.parametrize("key", ["planned", "deferred-unannounced"])
def test_who_decides_on_statements_reads_nothing_of_what_is_not_announced(planted: Planted, key: str) -> None:
    """Whatever they read about it: its place in the year is for those alone who must know."""
    leaks, cases = [], 0
    with listening() as kept:
        for ask in asks(planted, key):
            if ask.method == "get" and not ask.mixed:
                leaks += look(planted, "decision_maker", ask, kept).leaks
                cases += 1
    assert leaks == [], "\n".join(leaks)
    assert cases > 200


@pytest.mark.parametrize("code", ["ofsted", "cqc", "hmicfrs", "hmi-probation"])
def test_governance_finds_nothing_of_what_is_not_announced(planted: Planted, code: str) -> None:
    own = Inspectorate.objects.get(code=code)
    rows = [row for kind in KINDS for row in rows_of(kind, own).values_list("item_inspection", "item_words", "item_who")]
    secret = {key: target.pk for key, target in planted.targets.items() if not target.known}
    assert set(secret) >= {"planned", "deferred-unannounced"}
    assert {inspection for inspection, _words, _who in rows} & set(secret.values()) == set()
    found = planted.marks.found_in("\n".join(f"{words}\n{who}" for _inspection, words, who in rows))
    assert {mark for mark in found if mark.target in secret} == set()


@pytest.mark.parametrize("code", ["ofsted", "cqc", "hmicfrs", "hmi-probation"])
def test_governance_finds_of_what_is_shared_and_recorded_what_is_its_own_or_was_sent_to_it(planted: Planted, code: str) -> None:
    """All of it, and nothing else: whatever each kind of thing holds, judged mark by mark."""
    own = Inspectorate.objects.get(code=code)
    rows = [row for kind in KINDS for row in rows_of(kind, own).values_list("item_words", "item_who")]
    found = planted.marks.found_in("\n".join(f"{words}\n{who}" for words, who in rows))
    beyond = [mark for mark in planted.marks.known.values() if mark.kind in {*DRAFTED, *SHARED, *WRITTEN, *RECORDED}]
    assert {mark for mark in found if mark in beyond} == {
        mark
        for mark in beyond
        if mark.kind not in WITHIN_FILES and GOVERNED[mark.kind](Look(mark, "", inspectorate=code, governs=True))
    }


def test_who_has_shown_a_password_only_is_let_in_nowhere(planted: Planted) -> None:
    """Not even where the same person, with a second factor, reads everything."""
    with listening() as kept:
        for key in ("fieldwork", "drafting"):
            found = [look(planted, "half", ask, kept) for ask in asks(planted, key) if ask.method == "get"]
            assert {outcome.status for outcome in found} <= {302, 401, 403, 404}
            assert [mark for outcome in found for mark in outcome.found] == []


def test_only_what_no_page_promises_may_stay_unfound() -> None:
    assert set(RULES) - set(FINDS) <= NEED_NOT


def test_no_e_mail_holds_casework(planted: Planted) -> None:
    """But for the week, of which the area is told when it is notified."""
    of_the_area = {
        address_of("co_ordinator"),
        address_of("other_area"),
        address_of("police"),
        "council@leaks.example",
        "former@leaks.example",
    }
    told = set()
    for email in Email.objects.all():
        for mark in planted.marks.found_in(f"{email.subject}\n{email.body}"):
            if mark.kind == "invitation":
                assert mark in planted.marks.found_in(email.to), "an invitation goes to whoever is invited"
                continue
            assert (mark.kind, email.to in of_the_area) == ("week", True), f"{email.subject} to {email.to} holds {mark}"
            assert planted.targets[mark.target].known
            told.add(mark.target)
        assert not GROUP_NAME.search(email.body)
    assert "notified" in told


def test_what_goes_out_is_what_the_outbox_says(planted: Planted) -> None:
    job = Job.objects.filter(kind="jobs.mail", state="waiting").latest("pk")
    run(job.pk)
    row, message = Email.objects.get(pk=job.arguments["email"]), mail.outbox[-1]
    assert (message.to, message.subject, message.body) == ([row.to], row.subject, row.body)
    assert planted.marks.found_in(str(message.message())) == set()


def test_nobody_of_the_area_hears_of_a_week_that_is_only_planned(planted: Planted) -> None:
    addresses = {address_of(part) for part in ("co_ordinator", "police", "other_area")} | {"council@leaks.example"}
    for key in ("planned", "deferred-unannounced"):
        told = Email.objects.filter(body__contains=f"/{planted.targets[key].pk}/", to__in=addresses)
        assert not told.exists()


def test_no_job_holds_casework(planted: Planted) -> None:
    for job in Job.objects.exclude(error__startswith="Marked"):
        assert planted.marks.found_in(f"{job.kind} {job.key} {job.target} {job.arguments} {job.doing} {job.error}") == set()
