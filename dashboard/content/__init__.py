"""Texts that the office edits, and names that a release holds as codes."""
