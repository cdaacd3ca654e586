"""What tests share: extracts, releases, rooms and browsers to try things on. No test is here."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
