"""How much of a file is read at all, and the one word that says why it is not read."""

SECONDS, MEMORY = 8, 640 * 1024 * 1024
MOST_FILE, MOST_PARTS, MOST_BYTES = 10 * 1024 * 1024, 500, 30_000_000
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_CELLS = 40, 6_000, 60, 200_000
MOST_ANSWER = 16_000_000  # bytes of JSON that the worker reads
MOST_WIDTH, MOST_LETTERS = 500, 500  # columns of a sheet that is looked at at all, and letters of a cell
UNCOMPUTED = ["?"]


class Refused(Exception):
    """One word: why this file is not read."""
