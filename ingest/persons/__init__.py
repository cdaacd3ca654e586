"""Keyed pseudonyms: made, moved to a new key, erased."""
