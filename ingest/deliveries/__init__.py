"""Deliveries: what was agreed, what came, and the report to the sender."""
