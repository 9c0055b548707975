"""How fast the books are, measured beside plain SQL."""
