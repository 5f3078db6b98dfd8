"""One file says which versions are enough; everything else agrees with it."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from house import postgres, valkey, versions
from house.refusal import Refusal

ROOT = Path(__file__).resolve().parent.parent.parent
MINIMUMS = versions.read(ROOT / "versions")


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", (15, 18)),
        ("9.1.2", (9, 1, 2)),
        ("bookworm", ()),
        ("", ()),
    ],
)
def test_a_version_is_the_first_number(text: str, parsed: tuple[int, ...]) -> None:
    assert versions.parse(text) == parsed


@pytest.mark.parametrize(
    ("found", "minimum", "enough"),
    [
        ("15", "15", True),
        ("15.2", "15", True),
        ("15", "15.0", True),
        ("14.9", "15", False),
        ("3.9", "3.11", False),
        ("3.11.2", "3.11", True),
        ("none", "1", False),
    ],
)
def test_numbers_are_compared_as_numbers(found: str, minimum: str, *, enough: bool) -> None:
    assert versions.enough(found, minimum) is enough


@pytest.mark.parametrize("line", ["postgresql", "postgresql 15 16", "python 3.11\npython 3.12"])
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "versions"
    file.write_text(f"# least versions\n{line}\n")
    with pytest.raises(Refusal, match=r"versions, line [23]:"):
        versions.read(file)


def test_the_file_names_what_is_needed() -> None:
    assert set(MINIMUMS) == {"python", "postgresql", "redis", "valkey", "debian"}


def test_compose_images_are_new_enough() -> None:
    services = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
    database = services["postgres"]["image"].removeprefix("postgres:")
    broker = services["redis"]["image"].removeprefix("redis:")
    assert versions.enough(database, MINIMUMS["postgresql"])
    assert versions.enough(broker, MINIMUMS["redis"])
    assert database.endswith(f"-{MINIMUMS['debian']}")
    assert broker.endswith(f"-{MINIMUMS['debian']}")


def test_every_stage_of_the_image_has_the_python_and_debian_of_the_file() -> None:
    bases = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert set(bases) == {f"python:{MINIMUMS['python']}-slim-{MINIMUMS['debian']}"}


def test_the_project_asks_for_the_same_python() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert project["requires-python"] == f">={MINIMUMS['python']}"


def test_the_servers_found_here_are_checked_against_it(monkeypatch: pytest.MonkeyPatch) -> None:
    # A folder with a real server, and a minimum that it cannot meet.
    found = [folder for folder in postgres.system_programs() if postgres.version_of(folder)]
    folder = found[0] if found else postgres.wheel_programs()
    monkeypatch.setenv("PG_BIN", str(folder))
    assert postgres.programs(Path("/nowhere"), MINIMUMS["postgresql"], None) == folder
    with pytest.raises(Refusal, match="PostgreSQL 99 or newer is needed"):
        postgres.programs(Path("/nowhere"), "99", None)


def test_the_broker_found_here_is_new_enough() -> None:
    server = valkey.program(MINIMUMS)
    name = "valkey" if "valkey" in Path(server).name else "redis"
    assert versions.enough(valkey.version_of(server), MINIMUMS[name])
