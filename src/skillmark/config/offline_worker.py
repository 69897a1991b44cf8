"""The script that opens kept pages without a connection is served among the other scripts, and works where workspaces
lie: a browser asks for the server's word on that.
"""

from collections.abc import MutableMapping

NAME = "built/offline.js"
PLACE = "/w/"


def headers(response_headers: MutableMapping[str, str], path: str, url: str) -> None:
    """Called by whitenoise for each file it serves."""
    if url.endswith(NAME):
        response_headers["Service-Worker-Allowed"] = PLACE
