"""One release file for each audience, written whole or not at all."""
