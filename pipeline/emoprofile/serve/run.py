"""Running the application on a socket."""

from ipaddress import ip_address

import uvicorn
from fastapi import FastAPI

LOOPBACK_NAMES = ("localhost", "127.0.0.1", "[::1]", "::1")


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine reach an address."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def run_server(app: FastAPI, host: str, port: int) -> None:
    """Serve until the process is told to stop.

    Raises:
        OSError: If the address cannot be used.
    """
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False, server_header=False)
