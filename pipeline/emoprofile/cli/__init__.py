"""The command line: thin typer commands over the library."""

import sys


def main() -> None:
    """The entry point."""
    # Only then: the commands bring what takes long to import, and the list of them should answer at once.
    if sys.argv[1:] in ([], ["-h"], ["--help"]):
        from emoprofile.cli.root import show_help

        show_help()
    else:
        from emoprofile.cli.app import main as run

        run()


__all__ = ["main"]
