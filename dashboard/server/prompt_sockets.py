"""What the server sends leaves at once instead of waiting until the browser has what came before.

A page goes out as some forty small messages. Streamlit leaves the system's habit of holding small
ones back (Nagle's algorithm) in place, and browsers answer after 40 ms. It must never do more to a
connection than that.
"""

import os
import socket
from pathlib import Path

import streamlit as st

OPEN_FILES = Path("/proc/self/fd")  # Linux: elsewhere all stays as it is.


@st.cache_resource(show_spinner=False)
def send_at_once() -> int:
    """On what the server listens on, which all later connections take it from. How many sockets."""
    numbers = [int(path.name) for path in OPEN_FILES.glob("*")]
    return sum(is_told(number) for number in numbers)


def is_told(number: int) -> bool:
    try:
        with socket.socket(fileno=os.dup(number)) as open_socket:
            open_socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except OSError:  # No socket, not TCP, or closed since.
        return False
    return True
