"""What the command line does with the release, its prices and its ledger."""
