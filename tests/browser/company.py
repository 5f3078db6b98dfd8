"""Who plays in the journey, what they write, and how one calls somebody to their browser."""

from dataclasses import dataclass

from tests.browser.acting import Opens, Person

AREA, CO_ORDINATOR, NURSE = "Norbeck", "abena.sarpong@norbeck.example", "aisling.devaney@norbeck.example"
TOPIC, FRAMEWORK = "Serious youth violence", "2022 model: thematic"
PROGRAMME_LEAD = "adaeze.nwankwo@ofsted.example"
LEAD = "callum.drysdale@ofsted.example"
REVIEWER = "uzma.khalid@ofsted.example"
DECISION_MAKER = "yolande.marchetti@ofsted.example"
INSPECTORS = {
    "Ofsted": "ingrid.solheim@ofsted.example",
    "CQC": "babatunde.oyelaran@cqc.example",
    "HMICFRS": "blessing.okonjo@hmicfrs.example",
    "HMI Probation": "bilal.hashmi@hmip.example",
}
SIGNATORIES = {
    "Ofsted": "wendy.marchbank@ofsted.example",
    "CQC": "nathaniel.cobbold@cqc.example",
    "HMICFRS": "nicola.farrant@hmicfrs.example",
    "HMI Probation": "jerome.lafayette@hmip.example",
}
STRANDS = ("Deep dive", "Leadership and multi-agency safeguarding arrangements")
TRACKED = 5


@dataclass(frozen=True)
class Evidence:
    """What one inspectorate's inspector writes: a note, and the finding that it supports."""

    note: str
    statement: str
    kind: str = "Strength"
    effect: str = "Improves children’s experiences"
    strand: str = STRANDS[0]
    level: str = "Practice"


FOUND = {
    "Ofsted": Evidence(
        "The social worker of T1 visits each week and speaks to the child alone.",
        "Social workers know children at risk of serious youth violence well. Most children are seen alone and are listened to.",
    ),
    "CQC": Evidence(
        "Two health records in the sample held no outcome of the strategy meeting.",
        "Health practitioners do not always learn the outcome of strategy meetings. For a small number of children, help is late.",
        kind="Area for improvement",
        effect="Hinders children’s experiences",
    ),
    "HMICFRS": Evidence(
        "Officers at the morning meeting share intelligence about older children with youth workers the same day.",
        "A daily meeting of police, youth workers and schools finds children who carry knives early and diverts them the same day.",
        kind="Practice study",
    ),
    "HMI Probation": Evidence(
        "The board reads data of each agency, but not of children who move between areas.",
        "Leaders do not oversee children who move between areas. Partners lack a shared plan for them.",
        kind="Area for priority action",
        effect="Hinders children’s experiences",
        strand=STRANDS[1],
        level="Strategic",
    ),
}
REWORDED = "Practitioners speak to children alone, and what children say changes the plans that are made for them."


class Company:
    """Everybody at their own browser; each signs in when first called."""

    def __init__(self, opens: Opens) -> None:
        self.opens = opens
        self.there: dict[str, Person] = {}
        self.inspection = ""

    def __call__(self, email: str) -> Person:
        """The person, who looks at the inspection's page."""
        if email not in self.there:
            self.there[email] = self.opens().signs_in(email)
        person = self.there[email]
        if self.inspection:
            person.goes_to(self.inspection)
        return person

    def from_home(self, email: str) -> Person:
        """The same, who starts at their own first page."""
        inspection, self.inspection = self.inspection, ""
        person = self(email)
        self.inspection = inspection
        person.goes_to("/")
        return person


def name_of(email: str) -> str:
    """Babatunde Oyelaran, from babatunde.oyelaran@…"""
    return email.split("@", maxsplit=1)[0].replace(".", " ").title()


def take_step(company: Company, step: str, by: str = LEAD) -> None:
    """From the page of the inspection."""
    person = company(by)
    person.presses(step)
    person.sees_heading(step)
    person.presses(step)
    person.sees_heading(AREA)
