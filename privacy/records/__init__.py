"""What is kept for ever: the ledger, the measurements, and whether they belong together."""
