"""Which modules keep promises, and which tests are their own."""

from pathlib import Path

from tests.support import ROOT

# Folders and files whose modules are mutated, those first that matter most.
PROMISING = [
    "privacy/noise.py",
    "privacy/engine",
    "privacy/records",
    "privacy/estimating",
    "privacy/planning",
    "privacy/measuring",
    "privacy/declared",
    "dashboard/figures",
    "ingest/persons/pseudonym.py",
    "ingest/checking",
    "ingest/texts/identity_numbers.py",
    "ingest/texts/numbers.py",
    "warehouse/rewriting.py",
    "warehouse/counted.py",
    "warehouse/database.py",
]
# A module's tests are those in the folder under tests/ that mirrors its own. These are its own too.
FURTHER_TESTS = {
    "privacy/noise.py": [
        "tests/privacy/test_noise.py",
        "tests/privacy/measuring/test_audiences.py",
    ],
    "ingest/checking": ["tests/ingest/reading"],
    "ingest/persons": ["tests/ingest/test_loading.py"],
}


def modules(asked: list[str]) -> list[Path]:
    """The modules in these files and folders; without any, all that keep promises."""
    found = []
    for name in asked or PROMISING:
        path = ROOT / name
        inside = sorted(path.glob("**/*.py")) if path.is_dir() else [path]
        found += [each for each in inside if each.name != "__init__.py"]
    return [each.relative_to(ROOT) for each in dict.fromkeys(found)]


def own_tests(module: Path) -> list[str]:
    """Folders and files of tests that are the module's own."""
    if str(module) in FURTHER_TESTS:
        return FURTHER_TESTS[str(module)]
    mirror = Path("tests") / module.parent
    alone = mirror / f"test_{module.name}"
    further = FURTHER_TESTS.get(str(module.parent), [])
    if mirror.parent == Path("tests"):
        return [str(alone), *further]
    return [str(mirror), *further] if (ROOT / mirror).is_dir() else further
