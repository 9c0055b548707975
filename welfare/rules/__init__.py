"""Arithmetic of welfare: days, benefits, subfunds, and what the years ahead may bring. Decimals and dates only."""
