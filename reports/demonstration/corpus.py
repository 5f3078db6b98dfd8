"""The invented texts, and how they are filled in for an area."""

import json
import random
from functools import cache
from pathlib import Path
from typing import Any

from agencies.models import Agency
from inspections.models import Inspection

HERE = Path(__file__).parent


@cache
def corpus(name: str) -> Any:
    """The content of one JSON file beside this module."""
    return json.loads((HERE / f"{name}.json").read_text(encoding="utf-8"))


class Voice:
    """Chooses and fills texts for one inspection, always the same ones for the same seed."""

    def __init__(self, inspection: Inspection, agencies: list[Agency], seed: int) -> None:
        self.inspection = inspection
        self.random = random.Random(seed)  # noqa: S311 -- repeatable demonstration texts, nothing secret
        self.agencies = {agency.kind.code: agency for agency in reversed(agencies)}
        self.used: set[str] = set()
        self.sides: dict[tuple[str, str], str] = {}
        topic = inspection.topic
        self.topic_code = topic.code if topic else "initial-need-and-risk"
        self.words = {
            "area": inspection.local_area.name,
            "topic": topic.name.lower() if topic else "need and risk at the front door",
            "local_authority": str(self.agencies.get("local-authority", "")),
            "police": str(self.agencies.get("police", "")),
            "icb": str(self.agencies.get("icb", "")),
            "principal_authority": str(self.agencies.get("local-authority", "")),
        }

    def fill(self, text: str, **more: object) -> str:
        """The text with its placeholders filled; unknown ones are left to fail loudly."""
        return text.format(**{**self.words, **{key: str(value) for key, value in more.items()}})

    def agency(self, kind: str) -> Agency | None:
        """The agency of this kind in the partnership; schools stand with the local authority, none is the partnership."""
        return self.agencies.get("local-authority" if kind == "education" else kind)

    def fresh(self, name: str, strand: str, inspectorate_kinds: set[str], wanted: int) -> list[dict[str, Any]]:
        """Up to so many fitting rows that nobody has used in this inspection: two inspectorates do not say the same words."""
        key = "statement" if name == "findings" else "text"
        rows: list[dict[str, Any]] = []
        for row in self.fitting(name, strand, inspectorate_kinds):
            if len(rows) < wanted and row[key] not in self.used and self._agrees(row):
                self.used.add(row[key])
                rows.append(row)
        return rows

    def _agrees(self, row: dict[str, Any]) -> bool:
        """Whether nothing said so far contradicts the row: one criterion of one agency has one side in an inspection."""
        if "criterion_hint" not in row:
            return True
        said: str = self.sides.setdefault((row["criterion_hint"], row["agency"]), row["effect"])
        return bool(said == row["effect"])

    def fitting(self, name: str, strand: str, inspectorate_kinds: set[str]) -> list[dict[str, Any]]:
        """The corpus rows of one strand that fit the topic and the agencies of one inspectorate's remit, shuffled."""
        rows = [
            row
            for row in corpus(name)
            if row["strand"] == strand
            and row["agency"] in inspectorate_kinds
            and (not row.get("topics") or self.topic_code in row["topics"])
        ]
        self.random.shuffle(rows)
        return rows
