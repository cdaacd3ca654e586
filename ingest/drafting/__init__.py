"""A layout drafted from a file that no layout knows yet."""
