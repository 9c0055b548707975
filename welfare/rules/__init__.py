"""Arithmetic of welfare: days, benefits, pots, and what the years ahead may bring. Decimals and dates only."""
