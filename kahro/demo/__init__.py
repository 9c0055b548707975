"""The demonstration network: nine villages with two years of working days, written by the services themselves."""
