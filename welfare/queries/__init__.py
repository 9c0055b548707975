"""Reads of welfare funds."""

from welfare.queries.days import Days, Standing, enrolments, scheme, standing, standings

__all__ = ["Days", "Standing", "enrolments", "scheme", "standing", "standings"]
