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
# Where the file of tests that mirrors a module is not all that holds it.
ENGINE = "tests/privacy/engine"
FURTHER_TESTS = {
    "privacy/engine/fit.py": [f"{ENGINE}/test_pattern.py"],
    "privacy/engine/raking.py": [f"{ENGINE}/test_fit.py"],
    "privacy/engine/components.py": [f"{ENGINE}/test_reconcile.py"],
    "privacy/engine/window.py": [f"{ENGINE}/test_reconcile.py"],
    "privacy/engine/junction_tree.py": [f"{ENGINE}/test_fit.py"],
    "privacy/engine/synthetic.py": [f"{ENGINE}/test_rounding.py"],
    "privacy/engine/whole_counts.py": [f"{ENGINE}/test_intervals.py"],
    "privacy/engine/common_pattern.py": [f"{ENGINE}/test_pattern.py"],
    "privacy/estimating/published.py": ["tests/privacy/estimating"],
    "privacy/planning/pricing.py": [
        "tests/privacy/planning/test_margins.py",
        "tests/privacy/declared/test_question.py",
    ],
    "privacy/records/budget.py": ["tests/privacy/records/test_accounts.py"],
    "privacy/records/ledger_lines.py": ["tests/privacy/records/test_ledger.py"],
    "privacy/records/verifying.py": ["tests/privacy/records/test_ledger.py"],
    "privacy/records/opening.py": ["tests/privacy/records/test_verifying.py"],
    "privacy/records/durable.py": ["tests/privacy/records/test_ledger.py"],
    "ingest/persons/pseudonym.py": ["tests/ingest/test_loading.py"],
    "ingest/checking/dates.py": ["tests/ingest/checking/test_date_order.py"],
    "ingest/checking/admitting.py": ["tests/ingest/reading"],
    "ingest/checking/checked_rows.py": ["tests/ingest/reading"],
    "ingest/checking/columns.py": ["tests/ingest/reading"],
    "ingest/checking/total_rows.py": ["tests/ingest/reading"],
    "ingest/checking/typed_rows.py": ["tests/ingest/reading"],
    "ingest/texts/numbers.py": ["tests/ingest/reading"],
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
    """Files and folders of tests that are the module's own."""
    folder = Path("tests") / module.parent
    mirror = folder / f"test_{module.name}"
    found = [str(mirror)] if (ROOT / mirror).is_file() else []
    found += FURTHER_TESTS.get(str(module), [])
    return found or ([str(folder)] if (ROOT / folder).is_dir() else [])
