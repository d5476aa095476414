"""A Bot API that only hands out questions and counts answers, as fast as Python can; a process of its own.

`python -m benchmarks.bot_api` prints its port. `/go/<n>` puts n messages into the queue, each of another person,
`/done` answers once every person has an answer, with the seconds from `/go` to the last one and the number of replies.
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from itertools import cycle

from benchmarks.questions import asked

BATCH = 100  # Bot API, getUpdates: limit
HOLD = 0.2  # seconds that getUpdates is held open
OFFSET = re.compile(rb'"?offset"?[=:\s"]*(-?\d+)')
CHAT = re.compile(rb'"?chat_id"?[=:\s"]*(\d+)')
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
ME = {"id": 1, "is_bot": True, "first_name": "Bench", "username": "bench_bot", "can_join_groups": True}
ME |= {"can_read_all_group_messages": False, "supports_inline_queries": True, "supports_guest_queries": True}
SENT = {"message_id": 1, "date": 1, "chat": {"id": 1, "type": "private", "first_name": "A"}, "text": "answer"}


def response(result: object) -> bytes:
    """Write a whole HTTP response."""
    body = json.dumps({"ok": True, "result": result}).encode()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


RESULTS = {b"getMe": response(ME), b"sendMessage": response(SENT)}
TRUE = response(True)


class Queue:
    """The messages that wait, and the people who have an answer."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.updates: list[bytes] = []
        self.replies = 0
        self.answered: set[bytes] = set()
        self.started = self.seconds = 0.0
        self.changed = asyncio.Event()
        self.finished = asyncio.Event()

    def go(self, count: int) -> None:
        """Put messages into the queue."""
        first = len(self.updates) + 1
        for number, question in zip(range(first, first + count), cycle(asked()), strict=False):
            person = {"id": 1000 + number, "is_bot": False, "first_name": "Ann", "language_code": "en"}
            message = {"message_id": number, "date": int(time.time()), "text": question.text, "from": person}
            message["chat"] = {"id": 1000 + number, "type": "private", "first_name": "Ann"}
            self.updates.append(json.dumps({"update_id": number, "message": message}).encode())
        self.started = time.perf_counter()
        self.finished.clear()
        self.changed.set()

    def sent(self, call: bytes) -> None:
        """Count an answer."""
        self.replies += 1
        if chat := CHAT.search(call):
            self.answered.add(chat[1])
        if len(self.answered) == len(self.updates):
            self.seconds = time.perf_counter() - self.started
            self.finished.set()

    async def batch(self, offset: int) -> bytes:
        """Write the response to getUpdates; with nothing new it takes a while."""
        if offset > len(self.updates):
            self.changed.clear()
            try:
                await asyncio.wait_for(self.changed.wait(), HOLD)
            except TimeoutError:
                return response([])
        body = b'{"ok":true,"result":[' + b",".join(self.updates[max(offset, 1) - 1 :][:BATCH]) + b"]}"
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body


class Connection(asyncio.Protocol):
    """One connection; calls come one after the other."""

    def __init__(self, queue: Queue) -> None:
        """Begin with nothing read."""
        self.queue = queue
        self.read = b""
        self.tasks: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        """Take whole calls out of what came."""
        self.read += data
        while (end := self.read.find(b"\r\n\r\n") + 4) > 3:
            length = LENGTH.search(self.read, 0, end)
            whole = end + (int(length[1]) if length else 0)
            if len(self.read) < whole:
                return
            call, self.read = self.read[:whole], self.read[whole:]
            self.answer(call.split(b" ", 2)[1].partition(b"?")[0].rpartition(b"/"), call)

    def answer(self, path: tuple[bytes, bytes, bytes], call: bytes) -> None:
        """Answer a call."""
        place, _, method = path
        if place == b"/go":
            self.queue.go(int(method))
            self.transport.write(TRUE)
        elif method in (b"getUpdates", b"done"):
            task = asyncio.create_task(self.later(method, call))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        else:
            self.transport.write(RESULTS.get(method, TRUE))
            if method == b"sendMessage":
                self.queue.sent(call)

    async def later(self, method: bytes, call: bytes) -> None:
        """Answer a call that may take a while."""
        if method == b"done":
            await self.queue.finished.wait()
            self.transport.write(response({"seconds": self.queue.seconds, "replies": self.queue.replies}))
            return
        offset = OFFSET.search(call, call.find(b"\r\n\r\n")) or OFFSET.search(call.split(b"\r\n", 1)[0])
        self.transport.write(await self.queue.batch(int(offset[1]) if offset else 0))


async def main() -> None:
    """Serve on a free port until killed."""
    queue = Queue()
    server = await asyncio.get_running_loop().create_server(lambda: Connection(queue), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
