"""Freezing and signing: each inspectorate for itself, exactly these words, and a signature falls when they change."""

import json

import pytest
from django.db import IntegrityError, transaction

from inspections.commands import assign, take_step
from inspections.models import Part
from jobs import runner
from jobs.models import Job, State
from jtai.errors import NotAllowed, NotNow
from jtai.printed import digest
from reports import commands, policies, queries
from reports.models import BuiltFile, Freeze, Signature
from tests.factories import MembershipFactory, RoleFactory
from tests.walk import cast
from tests.walk_reports import build, decide, first_paragraph, go_on, read_anew, report_at, sign_all

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("stages")]
STAGES = ("factual-accuracy", "sign-off", "pre-publication")
ZEROS = "0" * 64


def frozen(**where):
    report = report_at("sign-off", **where)
    return policies.latest_freeze(report)


def sign(freeze, part, **other):
    digests = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest, **other}
    return commands.sign(freeze, **digests, by=getattr(cast(), part))


def test_two_documents_with_their_digests():
    freeze = frozen(rich=True)
    assert (digest(freeze.content), digest(freeze.provenance)) == (freeze.content_digest, freeze.provenance_digest)
    assert freeze.provenance["content"] == freeze.content_digest
    rests = [row for row in freeze.provenance["paragraphs"] if row["findings"]]
    assert rests[0]["findings"][0]["notes"][0]["note"].startswith("inspections.evidencenote:")
    # What the public will read names no finding, no note and no inspector who is not a signatory.
    words = json.dumps(freeze.content)
    assert "inspections." not in words
    assert "Reviewer" not in words
    assert [one["inspectorate"] for one in freeze.content["signatories"]] == freeze.content["inspectorates"]


def test_the_build_is_asked_for_once_in_the_same_transaction():
    freeze = frozen()
    job = Job.objects.get(key=f"reports.build:{freeze.pk}")
    assert (freeze.job, job.arguments, job.state) == (job, {"freeze": freeze.pk}, State.WAITING)
    build(freeze)
    assert {row.format for row in BuiltFile.objects.filter(freeze=freeze)} == {"html", "pdf"}


def test_each_inspectorate_signs_for_itself():
    freeze = frozen()
    made = sign(freeze, "cqc_signatory")
    assert (made.inspectorate.code, made.title, made.content_digest) == ("cqc", "Director", freeze.content_digest)
    assert [row.code for row in policies.unsigned(freeze)] == ["ofsted", "hmicfrs", "hmi-probation"]
    with pytest.raises(NotNow, match="CQC has signed this version"):
        sign(freeze, "cqc_signatory")


@pytest.mark.parametrize("part", ["lead", "cqc", "reviewer", "programme_lead", "decision_maker", "observer", "stranger"])
def test_nobody_else_signs(part):
    freeze = frozen()
    with pytest.raises(NotAllowed, match="Only the signatory"):
        sign(freeze, part)
    assert not freeze.signatures.exists()


def test_a_signatory_whose_role_has_ended_cannot_sign():
    freeze = frozen()
    people = cast()
    people.cqc_signatory.roles.update(valid_to=freeze.frozen_at.date())
    with pytest.raises(NotAllowed, match="Only the signatory"):
        sign(freeze, "cqc_signatory")


@pytest.mark.parametrize("other", [{"content_digest": ZEROS}, {"provenance_digest": ZEROS}, {"content_digest": ""}])
def test_only_the_words_that_were_read_are_signed(other):
    with pytest.raises(NotNow, match="What you have read is not what is frozen now"):
        sign(frozen(), "cqc_signatory", **other)


def test_a_signature_falls_when_the_words_change():
    freeze = frozen()
    report = freeze.report
    sign(freeze, "cqc_signatory")
    commands.edit_paragraph(first_paragraph(report), base=1, text="Other words.", by=cast().lead)
    report = read_anew(report)
    assert "so its signatures no longer count" in policies.stale_because(report, freeze)
    with pytest.raises(NotNow, match="The words have changed since version 1"):
        sign(policies.latest_freeze(report), "hmicfrs_signatory")
    second = commands.freeze(report, by=cast().lead)
    assert (second.number, len(policies.unsigned(second))) == (2, 4)
    board = {bench.inspectorate.code: bench for bench in queries.sign_off_board(report, second)}
    assert (board["cqc"].signature, board["cqc"].fallen.freeze.number) == (None, 1)
    with pytest.raises(NotNow, match="A newer version has been frozen"):
        sign(freeze, "cqc_signatory")
    assert sign(second, "cqc_signatory").freeze_id == second.pk


def test_linking_another_finding_is_a_change_of_what_is_signed():
    freeze = frozen(rich=True)
    paragraph = first_paragraph(freeze.report)
    commands.link_findings(paragraph, findings=list(paragraph.findings.all())[:1], by=cast().lead)
    second = commands.freeze(freeze.report, by=cast().lead)
    assert second.provenance_digest != freeze.provenance_digest


def test_a_changed_decision_is_a_change_of_the_letter():
    freeze = frozen()
    sign(freeze, "cqc_signatory")
    decide(freeze.report, required=False)
    with pytest.raises(NotNow, match="The decision on the statement changed"):
        sign(freeze, "hmicfrs_signatory")
    second = commands.freeze(read_anew(freeze.report), by=cast().lead)
    assert "no written statement" in second.content["statement"]


def test_nothing_is_frozen_twice_without_a_change():
    freeze = frozen()
    with pytest.raises(NotNow, match="Nothing has changed since version 1"):
        commands.freeze(freeze.report, by=cast().lead)
    with pytest.raises(NotAllowed):
        commands.freeze(freeze.report, by=cast().cqc)


def test_a_new_signatory_needs_a_letter_that_names_them():
    freeze = frozen()
    people = cast()
    person = MembershipFactory(inspectorate=people.cqc_signatory.membership.inspectorate, user__name="Somebody New").user
    RoleFactory(user=person, kind="signatory", title="Chief inspector")
    assign(freeze.report.inspection, person=person, part=Part.SIGNATORY, by=people.programme_lead)
    digests = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
    with pytest.raises(NotNow, match="does not name you"):
        commands.sign(freeze, **digests, by=person)
    with pytest.raises(NotNow, match="The signatories have changed"):
        commands.begin_pre_publication(freeze.report.inspection, by=people.lead)
    second = commands.freeze(read_anew(freeze.report), by=people.lead)
    assert "Somebody New" in [one["name"] for one in second.content["signatories"]]


def test_a_signature_can_be_withdrawn_until_publication():
    report = report_at("pre-publication")
    people = cast()
    given = Signature.objects.get(freeze__report=report, inspectorate__code="cqc")
    given.freeze.report = report
    with pytest.raises(NotAllowed, match="Only the signatory of CQC"):
        commands.withdraw_signature(given, reason="An error.", by=people.hmicfrs_signatory)
    commands.withdraw_signature(given, reason="An error.", by=people.cqc_signatory)
    with pytest.raises(NotNow, match="not yet signed by: CQC"):
        commands.publish(report.inspection, by=people.lead)


@pytest.mark.parametrize("status", ["published", "closed"])
def test_a_signature_stays_once_the_report_is_published(status):
    report = report_at(status, year=2090)
    given = Signature.objects.get(freeze__report=report, inspectorate__code="cqc")
    given.freeze.report = report
    with pytest.raises(NotNow, match="until publication"):
        commands.withdraw_signature(given, reason="An error.", by=cast().cqc_signatory)
    assert Signature.objects.filter(pk=given.pk).exists()


def test_coming_back_without_a_change_keeps_the_signatures():
    freeze = frozen()
    people = cast()
    sign_all(freeze.report)
    take_step("return_to_drafting", freeze.report.inspection, reason="To be sure.", by=people.lead)
    report = go_on(freeze.report, "sign-off")
    assert policies.latest_freeze(report).pk == freeze.pk
    assert policies.unsigned(policies.latest_freeze(report)) == []


def test_pre_publication_says_what_is_missing():
    report = report_at("factual-accuracy")
    people = cast()
    commands.submit_points(policies.latest_round(report), by=people.co_ordinator)
    commands.begin_sign_off(report.inspection, by=people.lead)
    for sentence, remedy in (
        ("has not decided whether a statement is required", lambda: decide(read_anew(report))),
        ("The decision on the statement changed", lambda: commands.freeze(read_anew(report), by=cast().lead)),
        ("not yet signed by: Ofsted, CQC, HMICFRS, HMI Probation", lambda: sign_all(report)),
        ("The files of the report are not built yet", lambda: build(policies.latest_freeze(report))),
    ):
        with pytest.raises(NotNow, match=sentence):
            commands.begin_pre_publication(report.inspection, by=cast().lead)
        remedy()
    commands.begin_pre_publication(report.inspection, by=cast().lead)
    assert read_anew(report).inspection.status == "pre-publication"


def test_a_failed_build_is_asked_for_again():
    freeze = frozen()
    people = cast()
    with pytest.raises(NotNow, match="has not failed"):
        commands.retry_build(freeze, by=people.lead)
    Freeze.objects.filter(pk=freeze.pk).update(content={})
    runner.run(freeze.job_id)
    failed = policies.latest_freeze(freeze.report)
    assert (failed.job.state, "digest" in failed.job.error) == (State.FAILED, True)
    Freeze.objects.filter(pk=freeze.pk).update(content=freeze.content)
    with pytest.raises(NotAllowed):
        commands.retry_build(failed, by=people.observer)
    commands.retry_build(failed, by=people.cqc)
    build(freeze)
    assert Job.objects.get(pk=freeze.job_id).state == State.DONE


def test_constraints_hold_what_was_signed():
    freeze = frozen()
    given = sign(freeze, "cqc_signatory")
    for change in ({"freeze": freeze, "inspectorate": given.inspectorate},):
        with pytest.raises(IntegrityError), transaction.atomic():
            Signature.objects.create(**change, user=given.user, title="", content_digest="", provenance_digest="")
    for field in ("content_digest", "provenance_digest"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Freeze.objects.filter(pk=freeze.pk).update(**{field: "not a digest"})
