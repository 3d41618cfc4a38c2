"""So that ``python -m bot`` is ``quotebot``."""

from bot.cli import main

if __name__ == "__main__":
    main()
