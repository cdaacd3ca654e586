"""What the command line does with deliveries, layouts and the persons in them."""
