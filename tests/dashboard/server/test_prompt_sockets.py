import os
import socket

from dashboard.server.prompt_sockets import is_told, send_at_once


def test_what_the_server_listens_on_gives_each_later_connection_the_habit() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert not holds_nothing_back(server)
        send_at_once.clear()
        assert send_at_once() >= 1
        with socket.create_connection(server.getsockname()) as _browser:
            accepted, _address = server.accept()
            with accepted:
                assert holds_nothing_back(accepted)


def holds_nothing_back(open_socket: socket.socket) -> bool:
    return open_socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) != 0


def test_nothing_else_of_a_connection_is_changed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(3)
        before = habits(server)
        assert is_told(server.fileno())
        after = habits(server)
        assert {name for name in before if before[name] != after[name]} == {"TCP_NODELAY"}
        with socket.create_connection(server.getsockname()) as browser:
            accepted, _address = server.accept()
            with accepted:
                accepted.sendall(b"still open")
                assert browser.recv(10) == b"still open"


def test_what_is_no_connection_of_the_web_is_left_alone() -> None:
    open_socket, other = socket.socketpair()
    with open_socket, other, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
        before = [habits(kept) for kept in (open_socket, datagrams)]
        assert not is_told(open_socket.fileno()) and not is_told(datagrams.fileno())
        assert [habits(kept) for kept in (open_socket, datagrams)] == before


def habits(open_socket: socket.socket) -> dict[str, object]:
    """Every option that can be read, and how it waits, as the system has it."""
    names = [name for name in dir(socket) if name.startswith(("SO_", "TCP_", "IP_"))]
    found = {name: option(open_socket, name) for name in names}
    waits = {"blocking": os.get_blocking(open_socket.fileno()), "timeout": open_socket.gettimeout()}
    return (
        found
        | waits
        | {"inherited": open_socket.get_inheritable(), "address": open_socket.getsockname()}
    )


def option(open_socket: socket.socket, name: str) -> int | None:
    kinds = {"SO": socket.SOL_SOCKET, "TCP": socket.IPPROTO_TCP, "IP": socket.IPPROTO_IP}
    try:
        return open_socket.getsockopt(kinds[name.split("_")[0]], getattr(socket, name))
    except (OSError, TypeError):
        return None
