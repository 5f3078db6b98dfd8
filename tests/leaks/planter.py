"""Makes one inspection and walks it to its point, by the real commands, leaving marks at each stage."""

from datetime import date, timedelta

from accounts.models import User
from agencies.models import Inspectorate, Membership, Role, RoleKind
from inspections import commands
from inspections.models import Child, Finding, Inspection, Part, RequestItem, TeamPlace
from inspections.workflow import MAIN_LINE, Status
from jobs.models import Job, State
from reports import commands as reporting
from reports import policies
from reports.models import AccuracyRound, Report
from tests.leaks.marks import Marks
from tests.leaks.targets import ALONG, ELSEWHERE, MOST, UNANNOUNCED, Target
from tests.walk import (
    AREA,
    FRONT_DOOR,
    OTHER_AREA,
    SINCE,
    agency_of,
    cast,
    finding,
    inspection_at,
    note,
    strand_of,
    walk_on,
)
from tests.walk_reports import draft_from, go_on, read_anew


def _first_monday(year: int) -> date:
    first = date(year, 3, 1)
    return first + timedelta(days=-first.weekday() % 7)


class Planter:
    """Makes one inspection and walks it to its point, leaving marks at each stage."""

    def __init__(self, marks: Marks, extras: dict[str, User], key: str, year: int) -> None:
        self.marks, self.extras, self.key = marks, extras, key
        self.people = cast()
        self.goal = ALONG.get(key) or Status(key)
        elsewhere = key == ELSEWHERE
        self.lead = self.people.stranger if elsewhere else self.extras["replaced"]
        inspection = inspection_at(
            "planned",
            lead=self.lead,
            framework=FRONT_DOOR,
            partners=() if elsewhere else ("ofsted", "cqc", "hmicfrs"),
            area=OTHER_AREA if elsewhere else AREA,
            week=_first_monday(year),
            year=year,
        )
        self.target = Target(key, inspection)
        marks.year(year, key)

    def text(self, kind: str, owner: str = "") -> str:
        """A marked sentence of this inspection."""
        return self.marks.text(kind, self.key, owner)

    def made(self) -> Target:
        """The inspection at its point."""
        self._planned()
        if self.key == ELSEWHERE:
            self._elsewhere()
        else:
            for stage in MAIN_LINE[1 : MAIN_LINE.index(self.goal) + 1]:
                self._to(stage)
                getattr(self, f"_{stage.value.replace('-', '_')}", lambda: None)()
        self._aside()
        target = self.target
        # Enough of each to ask for: the private notes of two inspectorates, a shared and a cited one, and so on.
        for kind, most in MOST.items():
            del target.ids[kind][most:]
        target.inspection = Inspection.objects.get(pk=target.pk)
        target.known = target.inspection.notified_at is not None
        return target

    def _to(self, stage: Status) -> None:
        target = self.target
        if stage in MAIN_LINE[: MAIN_LINE.index(Status.DRAFTING)]:
            target.inspection = walk_on(target.inspection, stage, lead=self.lead)
        elif stage == Status.DRAFTING:
            target.report = draft_from(target.inspection)
        elif stage == Status.STATEMENT_DUE:
            report = self.report()
            by = self.text("who received it")
            received = report.publication.published_on
            reporting.record_receipt(report, received_on=received, received_by=by, by=self.people.lead)
        elif stage == Status.STATEMENT_RECEIVED:
            body = self.text("statement")
            reporting.send_statement(self.report().inspection, body=body, by=self.people.co_ordinator)
        else:
            go_on(self.report(), stage)

    def report(self) -> Report:
        """The report as a new request finds it."""
        assert self.target.report is not None
        return read_anew(self.target.report)

    def _planned(self) -> None:
        office, inspection = self.people.programme_lead, self.target.inspection
        if self.key != ELSEWHERE:
            for name in ("removed", "moved", "left"):
                given = commands.assign(inspection, person=self.extras[name], part=Part.INSPECTOR, by=office)
                self.target.ids[f"place of {name}"].append(given.pk)
        named = User.objects.create(email=f"named-{self.key}@leaks.example", name=self._name(), password="!")
        ofsted = Inspectorate.objects.get(code="ofsted")
        Membership.objects.create(user=named, inspectorate=ofsted, job_title="Adviser", since=SINCE)
        Role.objects.create(user=named, kind=RoleKind.OBSERVER, valid_from=SINCE)
        place = commands.assign(inspection, person=named, part=Part.OBSERVER, by=office)
        self.target.ids["place"].append(place.pk)
        self.target.ids["named"].append(named.pk)
        if self.key != ELSEWHERE:
            self._override()
        publication = inspection.milestones.get(kind="publication")
        commands.override_date(
            publication,
            day=publication.computed + timedelta(days=7),
            reason=self.text("reason for another date"),
            by=office,
        )
        if self.goal in {Status.PLANNED, Status.NOTIFIED}:
            self._remove()

    def _override(self) -> None:
        """Somebody with an interest is wanted: refused once, asked for and withdrawn, and asked for again."""
        office, tied = self.people.programme_lead, self.extras["tied"]
        of_decided = ("reason of a decided override", self.key, "ofsted", "cqc_programme_lead")
        reasons = [self.marks.text(*of_decided) for _number in range(2)] + [self.text("reason of an override", "ofsted")]
        asked = commands.ask_override(self.target.inspection, person=tied, reason=reasons[0], by=office)
        commands.decide_override(asked, allowed=False, reason=reasons[1], by=self.people.cqc_programme_lead)
        of_withdrawn = self.marks.text("reason of a decided override", self.key, "ofsted", "programme_lead")
        withdrawn = commands.ask_override(self.target.inspection, person=tied, reason=of_withdrawn, by=office)
        commands.withdraw_asking(withdrawn, by=office)
        again = commands.ask_override(self.target.inspection, person=tied, reason=reasons[2], by=office)
        self.target.ids["override"] += [again.pk, asked.pk, withdrawn.pk]

    def _name(self) -> str:
        return f"Robin {self.marks.word('name on the team', self.key, 'ofsted')}"

    def _remove(self) -> None:
        """One place ends, and the lead's goes into other hands."""
        team = TeamPlace.objects.filter(inspection=self.target.inspection, ended_at=None)
        commands.end_place(team.get(user=self.extras["removed"]), by=self.people.programme_lead)
        commands.replace(team.get(user=self.lead), person=self.people.lead, by=self.people.programme_lead)
        self.lead = self.people.lead

    def _set_up(self) -> None:
        inspection, ids = self.target.inspection, self.target.ids
        people = self.people
        for owner, person in {"cqc": people.cqc, "hmicfrs": people.hmicfrs}.items():
            made = note(inspection, by=person, text=self.text("note", owner))
            if owner == "cqc":  # HMICFRS's own is the one with versions
                ids["note"].append(made.pk)
        gone = self.extras["removed"]
        ids["note"].append(note(inspection, by=gone, text=self.text("note of a person who was removed", "hmicfrs")).pk)
        note(inspection, by=self.lead, text=self.text("note", "ofsted"))
        shared = note(inspection, by=people.hmicfrs, text=self.text("shared note", "hmicfrs"))
        commands.share_note(shared, by=people.hmicfrs)
        ids["note"].append(shared.pk)
        self._versions()
        self._answers()
        self._remove()

    def _versions(self) -> None:
        """A note of HMICFRS with earlier words, and with words that wait beside the current ones."""
        inspection, person = self.target.inspection, self.people.hmicfrs
        made = note(inspection, by=person, text=self.text("earlier words of a note", "hmicfrs"))
        facts = {"activity": made.activity, "strand": made.strand, "by": person}
        commands.edit_note(made, base=1, text=self.text("note", "hmicfrs"), **facts)
        kept = commands.edit_note(made, base=1, text=self.text("kept words of a note", "hmicfrs"), **facts).kept
        assert kept is not None
        self.target.ids["note"].insert(0, made.pk)
        self.target.ids["versioned"].append(made.pk)
        self.target.ids["revision"].append(kept.pk)
        self.target.ids["number"].append(kept.number)

    def _answers(self) -> None:
        inspection = self.target.inspection
        council, police = agency_of(inspection, "local-authority"), agency_of(inspection, "police")
        rows = (
            (council, "local-authority", self.extras["council"]),
            (police, "police", self.people.police),
            (None, "", self.people.co_ordinator),
        )
        for agency, owner, person in rows:
            item = RequestItem.objects.filter(inspection=inspection, agency=agency).first()
            assert item is not None
            self._file(item, owner, person)
            commands.answer_request_item(item, held=True, answer=self.text("answer", owner), by=person)
            self.target.ids["item"].append(item.pk)
        returned = RequestItem.objects.filter(inspection=inspection, agency=council, state="asked").first()
        assert returned is not None
        commands.answer_request_item(
            returned, held=True, answer=self.text("answer", "local-authority"), by=self.extras["council"]
        )
        why = self.text("reason for returning an answer", "local-authority")
        commands.return_request_item(RequestItem.objects.get(pk=returned.pk), why=why, by=self.people.cqc)
        self.target.ids["item"].append(returned.pk)

    def _file(self, item: RequestItem, owner: str, person: User) -> None:
        name = f"{self.marks.word('name of a file', self.key, owner)}.txt"
        data = self.text("words of a file", owner).encode()
        file = commands.add_request_file(item, data=data, name=name, by=person)
        self.target.ids["file"].append(file.pk)
        self.target.ids["file_item"].append(item.pk)

    def _fieldwork(self) -> None:
        inspection, ids = self.target.inspection, self.target.ids
        child = inspection.children.order_by("pk").first()
        assert child is not None
        # A reference that no other child has: only so can it be looked for.
        Child.objects.filter(pk=child.pk).update(reference=self.marks.child(self.key))
        ids["child"].append(child.pk)
        people = {"cqc": self.people.cqc, "hmicfrs": self.people.hmicfrs, "ofsted": self.people.ofsted}
        for owner, person in people.items():
            cited = note(inspection, by=person, text=self.text("cited note", owner))
            made = finding(inspection, by=person, statement=self.text("finding", owner), notes=[cited])
            if owner != "ofsted":
                ids["note"].insert(0, cited.pk)
                ids["finding"].append(made.pk)
                written = commands.add_evaluation(
                    inspection,
                    strand=strand_of(inspection),
                    agency=agency_of(inspection, "police"),
                    effect="improves",
                    text=self.text("evaluation", owner),
                    findings=[made],
                    by=person,
                )
                ids["evaluation"].append(written.pk)
        aside = finding(inspection, by=self.people.cqc, statement=self.text("finding that is set aside", "cqc"))
        ids["finding"].append(aside.pk)
        ids["aside"].append(aside.pk)

    def _moderation(self) -> None:
        aside = Finding.objects.get(pk=self.target.ids["aside"][0])
        commands.set_finding_aside(aside, reason=self.text("reason for setting aside"), by=self.people.lead)

    def _drafting(self) -> None:
        people, ids = self.people, self.target.ids
        for paragraph in list(self.report().paragraphs.filter(removed_at=None).select_related("text", "section")):
            paragraph.report = self.report()
            reporting.edit_paragraph(
                paragraph,
                base=paragraph.text.version,
                text=self.text("words"),
                heading=paragraph.heading,
                by=people.lead,
            )
            ids["paragraph"].append(paragraph.pk)
        del ids["paragraph"][1:]
        first = self.report().paragraphs.select_related("section", "strand").get(pk=ids["paragraph"][0])
        place = {"section": first.section, "strand": first.strand}
        old = reporting.add_paragraph(self.report(), text=self.text("earlier words"), by=people.lead, **place)
        old.report = self.report()
        reporting.edit_paragraph(old, base=1, text=self.text("words"), by=people.lead)
        out = reporting.add_paragraph(self.report(), text=self.text("words taken out"), by=people.lead, **place)
        out.report = self.report()
        reporting.remove_paragraph(out, by=people.lead)
        ids["paragraph"] += [old.pk, out.pk]
        council = agency_of(self.target.inspection, "local-authority")
        reporting.decide_statement(
            self.report(),
            required=True,
            principal_authority=council,
            reason=self.text("reason for the decision"),
            by=people.decision_maker,
        )

    def _quality_assurance(self) -> None:
        people = self.people
        made = reporting.comment(self.report(), body=self.text("comment"), by=people.reviewer)
        self.target.ids["comment"].append(made.pk)
        reporting.review(self.report(), decision="approved", summary=self.text("review"), by=people.reviewer)

    def _round(self) -> AccuracyRound:
        found = policies.latest_round(self.report())
        assert found is not None
        return found

    def _factual_accuracy(self) -> None:
        people = self.people
        for person in (people.co_ordinator, people.police):
            made = reporting.add_point(self._round(), body=self.text("point"), by=person)
            self.target.ids["point"].append(made.pk)
        place = self.report().paragraphs.select_related("section", "strand").get(pk=self.target.ids["paragraph"][0])
        reporting.add_paragraph(
            self.report(),
            section=place.section,
            strand=place.strand,
            text=self.text("words written after delivery"),
            by=people.lead,
        )
        self.target.sent = self.key != Status.FACTUAL_ACCURACY
        if not self.target.sent:
            return
        reporting.submit_points(self._round(), by=people.co_ordinator)
        newest = self._round()
        for point in newest.points.all():
            point.round = newest
            reporting.answer_point(point, answer="accepted", reason=self.text("answer to a point"), by=people.lead)

    def _sign_off(self) -> None:
        freeze = policies.latest_freeze(self.report())
        assert freeze is not None
        if self.key == Status.SIGN_OFF:
            digests = {"content_digest": freeze.content_digest, "provenance_digest": freeze.provenance_digest}
            signed = reporting.sign(freeze, **digests, by=self.people.hmicfrs_signatory)
            self.target.ids["signature"].append(signed.pk)
            Job.objects.filter(pk=freeze.job_id).update(state=State.FAILED, error=self.text("error of a job"))

    def _pre_publication(self) -> None:
        self.target.ids["reader"] += self.report().readers.values_list("pk", flat=True)

    def _published(self) -> None:
        self.target.slug = self.report().publication.slug

    def _elsewhere(self) -> None:
        """Another area, another team: a stranger here leads there."""
        inspection, people = self.target.inspection, self.people
        for name in ("stranger_cqc", "hmicfrs_elsewhere"):
            commands.assign(inspection, person=self.extras[name], part=Part.INSPECTOR, by=people.programme_lead)
        walk_on(inspection, "set-up", lead=self.lead)
        inspection.refresh_from_db()
        self.target.ids["note"] += [
            note(inspection, by=self.lead, text=self.text("note", "ofsted")).pk,
            note(inspection, by=self.extras["stranger_cqc"], text=self.text("note", "cqc")).pk,
        ]
        for number in range(inspection.framework.minimum_tracked):
            child = commands.add_child(inspection, kind="tracked", age_band="10-15", by=self.lead)
            if not number:
                Child.objects.filter(pk=child.pk).update(reference=self.marks.child(self.key))
                self.target.ids["child"].append(child.pk)
        commands.take_step("start_fieldwork", inspection, by=self.lead)
        inspection.refresh_from_db()
        own = finding(inspection, by=self.extras["stranger_cqc"], statement=self.text("finding", "cqc"))
        self.target.ids["finding"].append(own.pk)

    def _aside(self) -> None:
        """Into a side state, where that is where it stands."""
        inspection, office = self.target.inspection, self.people.programme_lead
        inspection.refresh_from_db()
        reason = {"reason": self.text("reason for a side state"), "by": office}
        if self.key in {Status.DEFERRED, UNANNOUNCED}:
            commands.defer(inspection, asked_by="The director", **reason)
        elif self.key == Status.CANCELLED:
            commands.take_step("cancel", inspection, **reason)
        elif self.key == Status.PAUSED:
            commands.take_step("pause", inspection, **{**reason, "by": self.people.lead})
