"""What the command line does for the rooms: start them, show who came, write their files."""
