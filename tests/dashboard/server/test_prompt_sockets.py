import socket

from dashboard.server.prompt_sockets import send_at_once


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
