"""A small mail server on this machine: it takes letters, or refuses, hangs up and stays silent as it is told."""

import contextlib
import email
import email.policy
import socketserver
import threading
import time


class Clerk(socketserver.StreamRequestHandler):
    def answer(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def handle(self):
        office = self.server
        self.answer("220 post office")
        while line := self.rfile.readline().decode().strip().upper():
            word = line.partition(" ")[0].partition(":")[0]
            if word == "RCPT" and office.refuses == "address":
                self.answer("550 no such user")
            elif word == "DATA" and office.refuses == "letter":
                self.answer("554 not wanted")
            elif word == "DATA":
                self.answer("354 go on")
                office.letters.append(self.letter())
                if office.refuses == "hang up":
                    return
                time.sleep(office.delay)
                self.answer("250 taken")
            elif word == "QUIT":
                self.answer("221 bye")
                return
            else:
                self.answer("250 ok")

    def letter(self):
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines), policy=email.policy.default)


class PostOffice(socketserver.ThreadingTCPServer):
    """``letters`` it took; ``refuses`` is "", "address", "letter" or "hang up"."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Clerk)
        self.letters, self.refuses, self.delay = [], "", 0

    @property
    def port(self) -> int:
        return self.server_address[1]


@contextlib.contextmanager
def open_office():
    with PostOffice() as office:
        thread = threading.Thread(target=office.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield office
        office.shutdown()
        thread.join()
