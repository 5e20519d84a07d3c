"""The releases of other libraries that the checks install: the lowest that pyproject.toml admits, and those that are known to work.

    python tools/constraints.py lowest test > lowest.txt     # then: pip install --constraint lowest.txt -e '.[test]'
    python tools/constraints.py known                        # writes constraints.txt from what is installed
    python tools/constraints.py check                        # fails when constraints.txt is not in step with pyproject.toml

Takes the names of extras behind `lowest`. Every lower bound is a release that exists, so that the lowest admitted one is the bound
itself. Write `known` in an environment with `pip install -e '.[test-all,spark,ray,warc,lint]'` in which `.ci/run` has passed.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
KNOWN = ROOT / "constraints.txt"
NOT_PINNED = {"pip", "setuptools", "wheel"}
"""What builds libraries without a wheel: a constraint holds for their builds too, and each Python needs a setuptools of its own."""

HEAD = """\
# Releases with which every test passed, on Python 3.11; made by tools/constraints.py. Nobody needs them. When a newer release of a
# library breaks something, put PIP_CONSTRAINT=constraints.txt before `pip`.
"""


def read_project() -> dict[str, object]:
    """The table [project] of pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def list_requirements(project: dict, extras: Iterable[str]) -> Iterator[Requirement]:
    """What the project needs with some of its extras; an extra that names others stands for them."""
    for line in [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]:
        requirement = Requirement(line)
        if requirement.name == project["name"]:
            yield from list_requirements({**project, "dependencies": []}, sorted(requirement.extras))
        else:
            yield requirement


def find_lowest(requirement: Requirement) -> str:
    """The lowest release that a requirement admits, as a line for pip; no lower bound is a mistake in pyproject.toml."""
    bounds = [part.version for part in requirement.specifier if part.operator in {">=", "=="}]
    if not bounds:
        raise SystemExit(f"{requirement} has no lower bound")
    marker = f"; {requirement.marker}" if requirement.marker else ""
    return f"{requirement.name}=={max(bounds, key=Version)}{marker}"


def list_lowest(project: dict, extras: Iterable[str]) -> list[str]:
    """The lowest release of each library, once: the higher bound where two extras name the same one."""
    lowest: dict[str, tuple[Version, str]] = {}
    for requirement in list_requirements(project, extras):
        line = find_lowest(requirement)
        version = Version(line.partition("==")[2].partition(";")[0])
        name = canonicalize_name(requirement.name)
        lowest[name] = max(lowest.get(name, (version, line)), (version, line))
    return [line for _, (_, line) in sorted(lowest.items())]


def list_installed(requirements: Iterable[Requirement]) -> dict[str, str]:
    """The installed releases of some libraries and of all that they need in turn."""
    found: dict[str, str] = {}
    waiting = list(requirements)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if requirement.marker and not any(
            requirement.marker.evaluate({"extra": extra}) for extra in requirement.extras or {""}
        ):
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            raise SystemExit(f"{name} is not installed; see the head of this file") from None
        is_new = name not in found
        found[name] = distribution.version
        for line in distribution.requires or []:
            needed = Requirement(line)
            wanted = requirement.extras or ({""} if is_new else set())
            if any(needed.marker is None or needed.marker.evaluate({"extra": extra}) for extra in wanted):
                needed.marker = None
                if canonicalize_name(needed.name) not in found or needed.extras:
                    waiting.append(needed)
    return {name: version for name, version in sorted(found.items()) if name not in NOT_PINNED}


def read_known() -> dict[str, Version]:
    """The releases in constraints.txt."""
    lines = [line for line in KNOWN.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    return {canonicalize_name(name): Version(version) for name, _, version in (line.partition("==") for line in lines)}


def compare_known(requirements: Iterable[Requirement], known: dict[str, Version]) -> list[str]:
    """What keeps constraints.txt from being in step with pyproject.toml; nothing when it is."""
    faults = []
    for requirement in requirements:
        version = known.get(canonicalize_name(requirement.name))
        if version is None:
            faults.append(f"{requirement.name} is not in constraints.txt")
        elif version not in requirement.specifier:
            faults.append(f"{requirement} does not admit {version}")
    return faults


def main(arguments: list[str]) -> None:
    project = read_project()
    requirements = list(list_requirements(project, project["optional-dependencies"]))
    match arguments:
        case ["lowest", *extras]:
            print("\n".join(list_lowest(project, extras)))
        case ["known"]:
            lines = [f"{name}=={version}\n" for name, version in list_installed(requirements).items()]
            KNOWN.write_text(HEAD + "".join(lines), encoding="utf-8")
        case ["check"]:
            if faults := compare_known(requirements, read_known()):
                raise SystemExit("\n".join(faults))
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
