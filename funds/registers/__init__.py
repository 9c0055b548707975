"""A register as a committee keeps it in Excel: read, checked against the network, and a blank one to fill in."""
