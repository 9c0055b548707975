"""Reads of welfare funds."""
