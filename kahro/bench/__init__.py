"""How fast the books are, as ratios taken in one run, so that they mean the same on a slow machine and a fast one.

"Plain" is the same rows in tables of the same columns, indexes, checks and foreign keys without any trigger of ours:
the entry, its two lines, the three month totals they move (cash, the passbook, its control account) and, for a deposit,
the receipt. psycopg sends them statement by statement, prepared after five uses as it does by itself, with every value
known beforehand: nothing is looked up, checked, numbered or sealed. Both sides commit as the server's own
`synchronous_commit` says. They take turns, and the medians of their rounds are compared.
"""
