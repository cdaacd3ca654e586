"""Which measurements are estimated together, and what each cell is published as."""
