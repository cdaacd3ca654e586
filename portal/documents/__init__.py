"""Documentation made from what the portal is."""
