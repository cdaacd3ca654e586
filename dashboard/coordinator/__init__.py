"""The parts of the coordinator's pages: each module belongs to the view of its name."""
