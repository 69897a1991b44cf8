"""Web, worker and signer under one command: all start, and when one ends or is asked to, all stop."""

import argparse
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from skillmark.config.installation import facts, first_page, presence
from skillmark.config.private import keep_folder_private
from skillmark.config.processes import GRACE_SECONDS, guarded, parent_to_watch

ROLES = ("signer", "web", "worker")  # started in this order: both ask the signer, and people wait for the web
WEB_THREADS = 2  # of each web process: four that took turns kept people waiting a third longer
MOST_WEB_PROCESSES = 4
LOOK_SECONDS = 0.1
PATIENCE_SECONDS = 20.0  # a slow disk and a cold start took 9 s; the rest starts anyway
APPLICATION = "skillmark.config.wsgi:application"


@dataclass(frozen=True, slots=True)
class Service:
    """One running part and what people call it."""

    role: str
    process: subprocess.Popen[bytes]


def configure(parser: argparse.ArgumentParser) -> None:
    port = os.environ.get("PORT", "8000")
    parser.add_argument("--port", type=port_number, default=port, help="web port (default PORT, else 8000)")
    parser.add_argument("--bind", metavar="HOST", default="127.0.0.1", help="address to listen on (default loopback)")
    parser.add_argument("--demonstration", action="store_true", help="serve the demonstration; loopback only")
    parser.add_argument("--only", choices=ROLES, action="append", help="only this part; repeat for two of them")
    parser.add_argument("--json", action="store_true", help="say where it is served as one line of JSON")


def run(arguments: argparse.Namespace) -> int:
    data = Path(os.environ.get("SKILLMARK_DATA") or ".data").absolute()
    keep_folder_private(data)
    with presence.held(data):
        refusal = why_not(arguments.bind, arguments.port, demonstration=arguments.demonstration)
        if refusal := refusal or why_closed(arguments.bind, data, demonstration=arguments.demonstration):
            print(f"skillmark serve: {refusal}", file=sys.stderr)
            return 2
        roles = [role for role in ROLES if role in (arguments.only or ROLES)]
        environment = {"SKILLMARK_DEMONSTRATION": "1"} if arguments.demonstration else {}
        return guarded(lambda: supervise(roles, arguments, environment), parent=parent_to_watch())


def port_number(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port: a whole number from 1 to 65535")
    return int(text)


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach `host`. A name other than localhost could point anywhere, so it is not."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def why_not(host: str, port: int, *, demonstration: bool) -> str | None:
    """Why it must not listen there, in a sentence, or None. Demonstration log-ins are printed for all to read."""
    if demonstration and not is_loopback(host):
        return f"not on {host}: a demonstration is served on loopback only, its log-ins being known to everybody."
    if not port_is_free(host, port):
        return f"port {port} on {host} is taken or not allowed; choose another with --port or PORT."
    return None


def why_closed(host: str, data: Path, *, demonstration: bool) -> str | None:
    """Why what lies in this folder must not be served, or None."""
    if demonstration:  # nothing of the web framework is loaded for it: its first page is wanted at once
        real = (data / facts.FILE).exists()
        return (
            "this is a real installation; a demonstration needs a folder of its own (SKILLMARK_DATA)." if real else None
        )
    from skillmark.config.checks import why_closed

    return why_closed(loopback=is_loopback(host), data=data)


def port_is_free(host: str, port: int) -> bool:
    """Asked beforehand: web servers share a port silently, and a second one would take half of the requests."""
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError:
            return False
    return True


def command_for(role: str, host: str, port: int) -> list[str]:
    if role != "web":
        return [sys.executable, "-P", "-m", "skillmark.config.command", role]
    address = "127.0.0.1" if host == "localhost" else host
    server = [sys.executable, "-P", "-m", "granian", "--interface", "wsgi", "--host", address, "--port", str(port)]
    server += ["--workers", str(web_processes()), "--blocking-threads", str(WEB_THREADS), "--no-ws"]
    server += ["--log-level", "warning", "--no-access-log"]  # addresses of links to tasks open what they name
    installed = facts.read(Path(os.environ.get("SKILLMARK_DATA") or ".data").absolute())
    if installed.certificate:
        server += ["--ssl-certificate", installed.certificate, "--ssl-keyfile", installed.certificate_key]
    return [*server, APPLICATION]


def web_processes() -> int:
    """One a processor on PostgreSQL. On SQLite one: processes wait for its only writer by looking again later and
    later, and the unlucky wait for seconds, where threads of one process wait their turn.
    """
    if not os.environ.get("DATABASE_URL"):
        return 1
    return min(MOST_WEB_PROCESSES, len(os.sched_getaffinity(0)))


def supervise(roles: Sequence[str], arguments: argparse.Namespace, environment: dict[str, str]) -> int:
    """Start the parts, wait until one ends, stop the rest. 1 when one ended by itself."""
    running: list[Service] = []
    try:
        for role in roles:
            command = command_for(role, arguments.bind, arguments.port)
            # what a part says goes to standard error: standard output says where it is served, and nothing else
            process = subprocess.Popen(command, env=os.environ | environment, stdout=sys.stderr.fileno())
            running.append(Service(role, process))
            if role == "web":
                wait_for_answer(running[-1].process, arguments.bind, arguments.port)
                announce(arguments)
        while not (ended := [service for service in running if service.process.poll() is not None]):
            time.sleep(LOOK_SECONDS)
        for service in ended:
            print(f"skillmark serve: the {service.role} {how(service.process.returncode)}; all stop.", file=sys.stderr)
        return 1
    finally:
        stop(running)


def wait_for_answer(web: "subprocess.Popen[bytes]", host: str, port: int) -> None:
    """Until the web answers, ends or takes too long: said to be served is what can be opened."""
    address = "127.0.0.1" if host in ("localhost", "0.0.0.0") else host  # noqa: S104  asked, not bound
    deadline = time.monotonic() + PATIENCE_SECONDS
    while web.poll() is None and time.monotonic() < deadline:
        line = HTTPConnection(address, port, timeout=PATIENCE_SECONDS)
        try:
            line.request("GET", "/health", headers={"Host": "localhost"})
            line.getresponse().read()
            return
        except (OSError, HTTPException):
            time.sleep(LOOK_SECONDS)
        finally:
            line.close()


def announce(arguments: argparse.Namespace) -> None:
    host = "localhost" if is_loopback(arguments.bind) else arguments.bind
    data = Path(os.environ.get("SKILLMARK_DATA") or ".data").absolute()
    address = (
        f"http{'s' if facts.read(data).certificate else ''}://{f'[{host}]' if ':' in host else host}:{arguments.port}"
    )
    print(f'{{"address": "{address}"}}' if arguments.json else f"Serving at {address} (Ctrl-C stops it)", flush=True)
    if not arguments.demonstration and (code := first_page.code(data)):
        print(f"Nothing is set up yet. Open {address}/setup/ and type this code: {code}", file=sys.stderr, flush=True)


def how(code: int) -> str:
    return f"was ended by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"


def stop(running: Sequence[Service]) -> None:
    """Ask the parts to end, last started first, and wait; the guard ends what does not."""
    for service in reversed(running):
        service.process.terminate()
    deadline = time.monotonic() + GRACE_SECONDS
    for service in running:
        with suppress(subprocess.TimeoutExpired):
            service.process.wait(max(0.0, deadline - time.monotonic()))
