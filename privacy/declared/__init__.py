"""What is declared in release.toml, as facts. It knows no count."""
