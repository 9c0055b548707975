"""Practice groups: begun at the press of a button, thrown away afterwards."""
