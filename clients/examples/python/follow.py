"""Follows changes over a WebSocket (graphql-transport-ws), with only Python's standard library.

python3 follow.py [CURSOR] prints every change since the cursor, then live changes. Each line ends with the cursor to
resume from.
"""

import base64
import json
import os
import random
import socket
import ssl
import struct
import sys
import time
import urllib.parse

URL = urllib.parse.urlsplit(os.environ.get("DEFEND_URL", "http://127.0.0.1:4000"))
TOKEN = os.environ["DEFEND_TOKEN"]

QUERY = """
subscription Changes($after: LedgerCursor) {
  actionChanged(after: $after) {
    cursor
    event { sequence kind }
    action { rawId type status device { hostname } }
  }
}
"""


class WebSocket:
    """The parts of RFC 6455 that this client needs."""

    def __init__(self):
        port = URL.port or (443 if URL.scheme == "https" else 80)
        connection = socket.create_connection((URL.hostname, port), timeout=60)
        if URL.scheme == "https":
            connection = ssl.create_default_context().wrap_socket(connection, server_hostname=URL.hostname)
        self.connection, self.stream = connection, connection.makefile("rb")
        key = base64.b64encode(os.urandom(16)).decode()
        connection.sendall(
            f"GET {URL.path}/graphql HTTP/1.1\r\nHost: {URL.netloc}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n"
            "Sec-WebSocket-Protocol: graphql-transport-ws\r\n\r\n".encode()
        )
        if b" 101 " not in self.stream.readline():
            raise OSError("the server does not accept WebSockets")
        while self.stream.readline() not in (b"\r\n", b""):
            pass

    def frame(self, opcode, payload):
        size = len(payload)
        length = struct.pack("!B", 0x80 | size) if size < 126 else struct.pack("!BH", 0x80 | 126, size)
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))
        self.connection.sendall(bytes([0x80 | opcode]) + length + mask + masked)

    def send(self, message):
        self.frame(1, json.dumps(message).encode())

    def read(self, size):
        data = self.stream.read(size)
        if len(data) < size:
            raise OSError("the connection was cut off")
        return data

    def receive(self):
        text = b""
        while True:
            head, length = self.read(2)
            if length == 126:
                (length,) = struct.unpack("!H", self.read(2))
            elif length == 127:
                (length,) = struct.unpack("!Q", self.read(8))
            payload, opcode = self.read(length), head & 15
            if opcode == 9:
                self.frame(10, payload)
            elif opcode == 8:
                code = struct.unpack("!H", payload[:2])[0] if payload else 1005
                if code == 4403:
                    raise SystemExit("The token is not valid or has expired.")
                raise OSError(f"closed with {code}")
            elif opcode in (0, 1):
                text += payload
                if head & 0x80:
                    return json.loads(text)


def changes(after):
    """Yields the changes after the cursor. Raises OSError when the connection is lost."""
    ws = WebSocket()
    ws.send({"type": "connection_init", "payload": {"authorization": "Bearer " + TOKEN}})
    assert ws.receive()["type"] == "connection_ack"
    ws.send({"id": "1", "type": "subscribe", "payload": {"query": QUERY, "variables": {"after": after}}})
    while True:
        message = ws.receive()
        if message["type"] == "next":
            yield message["payload"]["data"]["actionChanged"]
        elif message["type"] == "error":
            raise SystemExit(message["payload"][0]["message"])
        elif message["type"] == "ping":
            ws.send({"type": "pong"})


cursor = sys.argv[1] if len(sys.argv) > 1 else None
failures = 0
while True:
    try:
        for change in changes(cursor):
            failures, cursor = 0, change["cursor"]
            action = change["action"]
            host = action["device"]["hostname"] if action["device"] else "-"
            print(change["event"]["sequence"], change["event"]["kind"], action["type"], host, cursor, flush=True)
    except OSError as error:
        print("reconnecting after:", error, file=sys.stderr)
    time.sleep(random.random() * min(30, 0.1 * 2 ** min(failures, 9)))
    failures += 1
