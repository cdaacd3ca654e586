"""Does a small change of what the code promises make a test fail? See docs/mutations.md."""
