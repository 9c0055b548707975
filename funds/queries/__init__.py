"""Reads of savings and of working days. Amounts come from the books."""
