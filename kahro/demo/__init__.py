"""The demonstration network: nine villages with two years of working days."""
