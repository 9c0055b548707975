"""Arithmetic of welfare: days, benefits, subfunds, and projections. Decimals and dates only."""
