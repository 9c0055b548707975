"""The server's side: the database, the files, the log, and what holds for every page."""
