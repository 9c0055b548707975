"""The program that `bounded` starts, isolated: of this project it can import the package `opening` alone."""

import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.append(str(Path(__file__).parent))
    from opening.process import main

    main(sys.argv[1])
