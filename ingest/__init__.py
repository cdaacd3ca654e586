"""Take one extract file, check it, replace identifiers by keyed pseudonyms, load it once.

Nothing here cleans or recodes a value beyond its layout, and no message holds a value from a row.
"""
