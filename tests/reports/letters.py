"""Reports of any size in the sections of the real frameworks, with believable words, for tests of content and PDF."""

import json
from collections.abc import Iterator
from datetime import date
from itertools import cycle, islice
from pathlib import Path

from reports.content import (
    Content,
    FindingFacts,
    NoteFacts,
    ParagraphFacts,
    ReportFacts,
    SectionFacts,
    SignatoryFacts,
    StrandFacts,
    arrange,
)

ROOT = Path(__file__).resolve().parents[2]
SIGN = ("Ofsted", "Care Quality Commission", "HMI Constabulary and Fire & Rescue Services", "HM Inspectorate of Probation")
ROLES = ("Director of Children’s Services", "Chief Constable", "Police and Crime Commissioner", "Chief Executive Officer")
TITLES = ("National Director, Social Care", "Chief Inspector of Healthcare", "His Majesty’s Inspector", "Chief Inspector")


def framework(code: str) -> dict:
    return json.loads((ROOT / "inspections/reference/frameworks" / f"{code}.json").read_text())


def statements() -> Iterator[str]:
    rows = json.loads((ROOT / "reports/demonstration/findings.json").read_text())
    return cycle([row["statement"].replace("{area}", "Fellmoor").replace("{agency}", "the police") for row in rows])


def facts(
    code: str = "2022-thematic",
    *,
    main: int = 20,
    improvements: int = 6,
    strengths: int = 5,
    studies: int = 1,
    priorities: int = 1,
    addressees: int = 7,
    headlines: int = 3,
    summary: int = 4,
    long: int = 1,
    demonstration: bool = True,
) -> ReportFacts:
    """long: how many statements make one paragraph that is not a bullet."""
    rules = framework(code)
    words = statements()
    many = {
        "addressees": addressees,
        "summary": summary,
        "scope": 2,
        "context": 2,
        "headline-findings": headlines,
        "priority-action": priorities,
        "improvements": improvements,
        "strengths": strengths,
        "main-findings": main,
        "practice-study": studies,
        "practice-study-improvement": studies,
        "next-steps": 2,
        "signatories": 0,
    }
    strands = [strand["code"] for strand in rules["strands"]]
    key = 0
    sections = []
    for section in rules["sections"]:
        paragraphs = []
        for position in range(many[section["kind"]]):
            key += 1
            text = " ".join(islice(words, 1 if section["form"] == "bullets" else long))
            heading = ""
            if section["form"] == "addressees":
                role = ROLES[position % len(ROLES)]
                text = f"Alex Person {position}\n{role}\nFellmoor and Ravenholt Partnership"
            elif section["form"] == "boxes":
                heading = f"A team around the child, {position + 1}"
                text += "\n\nThis works because:\n- practitioners meet each week\n- children say what they want\n\n" + next(
                    words
                )
            elif section["kind"] == "main-findings" and position % 8 == 0:
                heading = f"How agencies work together, {position // 8 + 1}"
            paragraphs.append(
                ParagraphFacts(
                    key=f"reports.paragraph:{key}",
                    text=text,
                    heading=heading,
                    strand=strands[position % len(strands)],
                    findings=(FindingFacts(f"inspections.finding:{key}", 1, "a" * 64, (NoteFacts("n:1", 1, "b" * 64),)),),
                )
            )
        sections.append(
            SectionFacts(
                kind=section["kind"],
                title=section["title"],
                form=section["form"],
                optional=section["optional"],
                shows_empty=section["shows_empty"],
                empty_text=section["empty_text"],
                split_by_strand=section["split_by_strand"],
                paragraphs=tuple(paragraphs),
            )
        )
    takes_part = len(rules["inspectorates"])
    return ReportFacts(
        title="Joint targeted area inspection of Fellmoor",
        subtitle="The response to children who are victims of domestic abuse" if rules["has_topic"] else "The front door",
        framework=rules["name"],
        area="Fellmoor",
        topic="Domestic abuse" if rules["has_topic"] else "",
        fieldwork_start=date(2026, 3, 9),
        fieldwork_end=date(2026, 3, 13),
        letter_date=date(2026, 5, 1),
        inspectorates=SIGN[:takes_part],
        sections=tuple(sections),
        strands=tuple(StrandFacts(strand["code"], strand["name"]) for strand in rules["strands"]),
        signatories=tuple(
            SignatoryFacts(f"Sam Signatory {place}", TITLES[place], SIGN[place], place) for place in reversed(range(takes_part))
        ),
        statement_required=True,
        principal_authority="Fellmoor Council",
        statement_days=70,
        demonstration=demonstration,
    )


def content(code: str = "2022-thematic", **sizes: int) -> Content:
    return arrange(facts(code, **sizes))[0]


def eight_pages() -> Content:
    """A letter of the usual size."""
    return content("2022-thematic", main=18, improvements=8, strengths=6, studies=2, priorities=1, long=1)


def thirty_pages() -> Content:
    """The longest that the programme has produced, and some."""
    return content("2018", improvements=42, strengths=58, studies=3, priorities=5, addressees=12, summary=28, long=2)
