"""The entry of `skillmark`. A command is imported only when it is called: `match` and `verify` start without Django."""

import argparse
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from typing import NoReturn

from skillmark.config.private import keep_files_private
from skillmark.kernel.values import BadInput

DONE, ANSWER_IS_NO, BAD_INPUT, WRONG_USAGE, INTERNAL_ERROR = 0, 1, 2, 64, 70

COMMANDS = {
    "audit": "check the chain of records",
    "backup": "write everything into one encrypted file",
    "demo": "run the main job on an occupation and a list of applicants",
    "doctor": "say in plain sentences what is wrong with this installation",
    "framework": "skill frameworks of others: bring one in, write one out, compare two",
    "issue": "sign what people have proved, one or a list of many",
    "keys": "the keys a workspace signs with: list them, replace one, give up a stolen one",
    "manage": "the web framework's own commands (migrate, shell, …)",
    "match": "who meets these jobs, who could soon",
    "programme": "programmes as data: list them, show one, check a file, walk one on invented people",
    "restore": "fill an empty installation from a backup",
    "serve": "web, worker and signer under one command",
    "setup": "open a real installation",
    "signer": "the process that holds the keys",
    "upgrade": "bring the records to this version, or leave them as they were",
    "verify": "check signed records",
    "worker": "carry out queued jobs",
    "workspace": "take one workspace out, or into this installation",
}


class Parser(argparse.ArgumentParser):
    """Wrong usage ends with 64; argparse would end with 2, which here means bad input."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        print(f"{self.prog}: {message}", file=sys.stderr)
        raise SystemExit(WRONG_USAGE)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. `arguments` defaults to the process's own."""
    keep_files_private()
    given = list(sys.argv[1:] if arguments is None else arguments)
    parser = Parser(prog="skillmark", description="Upskilling that people can trust.", allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND", parser_class=Parser)
    named = next((word for word in given if not word.startswith("-")), None)
    modules = {}
    for name, summary in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary, allow_abbrev=False)
        if name == named:
            modules[name] = import_module(f"skillmark.config.commands.{name}")
            modules[name].configure(command)
    chosen = parser.parse_args(given)
    try:
        return int(modules[chosen.command].run(chosen))
    except BadInput as bad:
        print(f"skillmark {chosen.command}: {bad}", file=sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001  whatever was not foreseen ends with 70, never with a code that means an answer
        traceback.print_exc()
        return INTERNAL_ERROR


if __name__ == "__main__":
    raise SystemExit(main())
