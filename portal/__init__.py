"""The portal's command line: thin over ingest, warehouse, privacy and dashboard."""
