"""Opens one workbook in a process of its own and writes its cells, or a marked copy, to stdout.

`open_workbook.py` beside this package is the program that `bounded` starts. Nothing of Django or of this project is
imported here: a hostile file can reach this process alone, whose time and memory the kernel limits before the first
byte is read. A refusal is printed as one word, which `bounded` puts into a sentence.
"""
