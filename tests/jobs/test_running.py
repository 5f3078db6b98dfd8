"""A job is done once, whoever else tries, and says why when it cannot be."""

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models.functions import Now

from jobs import commands, queries, reaper, registry, runner, sending
from jobs.models import Email, Job, State
from tests.factories import UserFactory
from tests.jobs.handlers import done

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds(monkeypatch):
    done.clear()
    monkeypatch.setattr(registry, "_KINDS", dict(registry._KINDS))
    monkeypatch.setattr(sending._Quiet, "until", float("inf"))
    names = {
        "test.write": "write_down",
        "test.refuse": "refuse",
        "test.break": "break_down",
        "test.full": "disk_is_full",
        "test.away": "database_is_away",
        "test.overtaken": "be_overtaken",
        "test.half": "fail_at_the_end",
    }
    for name, handler in names.items():
        registry.register(name, f"tests.jobs.handlers.{handler}", what="The thing")


def a_job(kind: str = "test.write", **arguments: Any) -> Job:
    if kind == "test.write":
        arguments = {"what": "it", **arguments}
    return commands.enqueue(kind, key=f"{kind}:{Job.objects.count()}", target=UserFactory(), arguments=arguments)


def due_now(job: Job) -> None:
    Job.objects.filter(pk=job.pk).update(due_at=Now())


def test_a_job_runs_once_however_often_it_is_delivered():
    job = a_job()
    assert runner.run(job.pk) is True
    assert runner.run(job.pk) is False
    job.refresh_from_db()
    assert done == ["it"]
    assert (job.state, job.progress, job.attempts, job.error) == (State.DONE, 100, 1, "")


def test_the_same_key_is_the_same_job():
    person = UserFactory()
    first = commands.enqueue("test.write", key="one", target=person, arguments={"what": "it"})
    again = commands.enqueue("test.write", key="one", target=person, arguments={"what": "it"})
    assert first == again
    assert queries.job_for(person, "test.write") == first


def test_a_job_of_a_rolled_back_change_was_never_asked_for():
    with transaction.atomic():
        a_job()
        transaction.set_rollback(True)
    assert not Job.objects.exists()


def test_a_refusal_is_said_as_it_is_and_not_tried_again():
    job = a_job("test.refuse")
    assert runner.run(job.pk) is False
    job.refresh_from_db()
    assert (job.state, job.error) == (State.FAILED, "The words are missing. Write some.")


def test_a_fault_is_logged_but_never_shown(caplog):
    job = a_job("test.break")
    runner.run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "secret" not in job.error
    assert f"{job.pk}-1-" in job.error
    assert "secret words" in caplog.text


@pytest.mark.parametrize("kind", ["test.full", "test.away"])
def test_what_passes_is_tried_three_times(kind):
    job = a_job(kind)
    for attempt in (1, 2):
        assert runner.run(job.pk) is False
        job.refresh_from_db()
        assert (job.state, job.attempts, job.claim) == (State.WAITING, attempt, None)
        assert runner.run(job.pk) is False, "there is a pause first"
        due_now(job)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.FAILED, 3)
    assert "secret" not in job.error


def test_a_kind_that_nobody_knows_fails_with_a_sentence():
    job = a_job()
    Job.objects.filter(pk=job.pk).update(kind="of.tomorrow")
    runner.run(job.pk)
    job.refresh_from_db()
    assert "of.tomorrow" in job.error


def test_a_failed_job_can_be_retried_and_any_other_stays():
    person = UserFactory()
    job = a_job("test.refuse")
    runner.run(job.pk)
    job = commands.retry(job, by=person)
    assert (job.state, job.attempts, job.error) == (State.WAITING, 0, "")
    assert commands.retry(job, by=person).state == State.WAITING
    Job.objects.filter(pk=job.pk).update(kind="test.write", arguments={"what": "late"})
    assert runner.run(job.pk)
    assert commands.retry(job, by=person).state == State.DONE
    assert done == ["late"]


def test_a_worker_that_wakes_up_too_late_writes_nothing():
    job = a_job("test.overtaken")
    Job.objects.filter(pk=job.pk).update(arguments={"job": job.pk})
    assert runner.run(job.pk) is False
    assert done == ["other"]
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.DONE, 2)


def test_results_and_done_come_together_or_not_at_all():
    job = a_job("test.half")
    runner.run(job.pk)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert not Email.objects.filter(subject="half").exists()


def test_the_reaper_gives_up_a_lost_worker_three_times_at_most():
    job = a_job()
    for attempt in (1, 2, 3):
        due_now(job)
        Job.objects.filter(pk=job.pk).update(
            state=State.RUNNING, attempts=attempt, claim="0" * 32, heartbeat_at=Now() - timedelta(seconds=60)
        )
        reaper.reap()
        job.refresh_from_db()
        assert job.state == (State.WAITING if attempt < 3 else State.FAILED)
    assert "stopped in the middle" in job.error


def test_the_reaper_leaves_a_beating_heart_alone():
    job = a_job()
    Job.objects.filter(pk=job.pk).update(state=State.RUNNING, claim="0" * 32, heartbeat_at=Now())
    reaper.reap()
    job.refresh_from_db()
    assert job.state == State.RUNNING


@pytest.mark.parametrize(
    ("due", "sent", "is_sent"),
    [(0, None, True), (5, 5, False), (15, 12, True), (60, 25, False), (600, 50, False), (600, 70, True), (-30, None, False)],
)
def test_the_reaper_sends_again_ever_more_rarely(due, sent, is_sent):
    """Seconds since it was due, and since it was last sent."""
    job = a_job()
    ago = {"due_at": Now() - timedelta(seconds=due), "sent_at": None if sent is None else Now() - timedelta(seconds=sent)}
    Job.objects.filter(pk=job.pk).update(**ago)
    assert reaper._unsent() == ([job.pk] if is_sent else [])


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_do_it_once():
    job = a_job()
    start = threading.Barrier(4)
    results = []

    def work() -> None:
        start.wait()
        results.append(runner.run(job.pk))
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results) == [False, False, False, True]
    assert done == ["it"]


@pytest.mark.django_db(transaction=True)
def test_the_reaper_takes_nothing_from_a_worker_that_beats_just_then():
    """It has read the row as lost, and waits for the worker's own heartbeat to be written."""
    job = a_job()
    Job.objects.filter(pk=job.pk).update(
        state=State.RUNNING, attempts=1, claim="0" * 32, heartbeat_at=Now() - timedelta(seconds=60)
    )
    beating, reaping = threading.Event(), threading.Event()

    def beat() -> None:
        with transaction.atomic():
            Job.objects.filter(pk=job.pk).update(heartbeat_at=Now())
            beating.set()
            reaping.wait()
            waits_for_a_lock()
        connection.close()

    worker = threading.Thread(target=beat)
    worker.start()
    beating.wait()
    reaping.set()
    reaper.reap()
    worker.join()
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.RUNNING, 1)


def waits_for_a_lock() -> None:
    """Until another connection to this database does."""
    for _try in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_stat_clear_snapshot()")  # inside a transaction the first answer would stand
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waited")


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_away_neither_fails_nor_delays_a_request(monkeypatch, caplog):
    monkeypatch.setattr(sending._Quiet, "until", 0.0)
    monkeypatch.setattr(sending.current_app.conf, "broker_write_url", "redis://127.0.0.1:9/0")
    with transaction.atomic():
        jobs = [a_job() for _ in range(20)]
    assert all(job.sent_at is None for job in Job.objects.filter(pk__in=[job.pk for job in jobs]))
    assert caplog.text.count("waits for the broker") == 1


def test_an_email_is_sent_once(mailoutbox):
    email = commands.send_email("anna@example.org", "Draft\nready", "Please read.")
    job = queries.job_for(email, commands.MAIL)
    assert runner.run(job.pk)
    Job.objects.filter(pk=job.pk).update(state=State.WAITING, due_at=Now())
    assert runner.run(job.pk)
    assert [(mail.to, mail.subject) for mail in mailoutbox] == [(["anna@example.org"], "Draft ready")]
    email.refresh_from_db()
    assert email.sent_at is not None


def test_an_email_waits_for_its_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    job = queries.job_for(commands.send_email("anna@example.org", "Draft ready", "Please read."), commands.MAIL)
    runner.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempts) == (State.WAITING, 1)


def test_one_kind_has_one_handler():
    with pytest.raises(ValueError, match="two handlers"):
        registry.register("test.write", "elsewhere.handler", what="It")
    assert {"jobs.mail", "reports.build"} <= registry.kinds()
