"""The parts of the public room's pages."""
