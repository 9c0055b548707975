"""A real server that a test stops and starts again on the same address, as a hall's network is lost and comes back.

A browser's own "offline" switch is not enough: it lets service workers, kept connections and other windows through.
"""

import socket
from contextlib import suppress

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler


class Cut(ThreadedWSGIServer):
    """Keeps its open connections in a set, so that stopping ends those too."""

    def __init__(self, *args, **kwargs):
        self.lines: set = set()
        super().__init__(*args, **kwargs)

    def process_request(self, request, client_address):
        self.lines.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request):
        self.lines.discard(request)
        super().shutdown_request(request)

    def hang_up(self) -> None:
        for line in list(self.lines):
            with suppress(OSError):  # it may have gone by itself
                line.shutdown(socket.SHUT_RDWR)


class Thread(LiveServerThread):
    """One run of the server."""

    server_class = Cut
    httpd: Cut

    def _create_server(self, connections_override=None):
        return Cut((self.host, self.port), QuietWSGIRequestHandler, connections_override=connections_override)


class Server:
    """`stop` and `start` it; `url` stays."""

    def __init__(self, host: str = "127.0.0.1"):
        self.host, self.port = host, 0
        self.thread: Thread | None = None
        self.start()

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"

    def start(self) -> None:
        self.thread = thread = Thread(self.host, StaticFilesHandler, port=self.port)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        self.port = thread.port

    def stop(self) -> None:
        if self.thread:
            self.thread.httpd.shutdown()
            self.thread.httpd.server_close()
            self.thread.httpd.hang_up()
            self.thread.join()
        self.thread = None
