"""The fake's HTTP server: tornado on loopback, in a thread of its own."""

from __future__ import annotations

import asyncio
import contextlib
import inspect
import json
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tornado.httpserver import HTTPServer
from tornado.web import Application, RequestHandler

from tests.telegram.fake.binding import Upload, bind
from tests.telegram.fake.faults import Fault, FaultPlan
from tests.telegram.fake.methods import METHODS
from tests.telegram.fake.refusal import RefusedError, too_many_requests
from tests.telegram.fake.webhook import Delivery

if TYPE_CHECKING:
    from tests.telegram.fake.world import Json, World

LARGEST_REQUEST = 60 << 20
PACED = {
    "sendmessage",
    "senddocument",
    "editmessagetext",
    "editmessagecaption",
    "editmessagereplymarkup",
}


@dataclass(eq=False, slots=True)
class Call:
    """One request to the Bot API; ``refused`` only where the request itself was at fault."""

    method: str
    fields: Json
    at: float = field(default_factory=time.monotonic)
    result: Any = None
    refused: RefusedError | None = None
    fault: Fault | None = None


@dataclass(eq=False)
class Server:
    """Serves a world; ``calls`` is the log of every request."""

    world: World
    faults: FaultPlan = field(default_factory=FaultPlan)
    calls: list[Call] = field(default_factory=list)
    port: int = 0
    running: asyncio.AbstractEventLoop | None = None

    def __post_init__(self) -> None:
        self.delivery = Delivery(self.world)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def start(self) -> None:
        self._thread.start()
        assert self._ready.wait(10), "the fake Telegram doesn't start"

    def stop(self) -> None:
        assert self.running
        self.running.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self.running, self._stop = asyncio.get_running_loop(), asyncio.Event()
        routes = [(r"/bot([^/]*)/(\w+)", _Method), (r"/file/bot([^/]*)/(.+)", _Download)]
        application = Application([(path, room, {"server": self}) for path, room in routes])
        application.settings["log_function"] = lambda _: None
        http = HTTPServer(application, max_buffer_size=LARGEST_REQUEST)
        http.listen(self.port, "127.0.0.1")
        self.port = next(iter(http._sockets.values())).getsockname()[1]
        delivery = asyncio.create_task(self.delivery.run())
        self._ready.set()
        await self._stop.wait()
        await _end(delivery)
        http.stop()
        await http.close_all_connections()

    async def answer(self, call: Call, token: str) -> Json:
        """The API's answer; what it refuses is raised."""
        if token != self.world.token:
            raise (
                RefusedError(401, "Unauthorized")
                if ":" in token
                else RefusedError(404, "Not Found")
            )
        method = METHODS.get(call.method.lower())
        if method is None:
            raise RefusedError(404, "Not Found: method not found")
        with self.world.changed:
            arguments = bind(method, call.fields)
            if self.world.flood and call.method.lower() in PACED:
                self.world.flood.admit(int(arguments["chat_id"]))
            result = method(self.world, **arguments)
        call.result = await result if inspect.isawaitable(result) else result
        return {"ok": True, "result": call.result}


class _Method(RequestHandler):
    def initialize(self, server: Server) -> None:
        self.server = server
        self.task: asyncio.Task[Json] | None = None

    async def get(self, token: str, method: str) -> None:
        await self.post(token, method)

    async def post(self, token: str, method: str) -> None:
        call = Call(method, self._fields(), fault=self.server.faults.draw(method))
        self.server.calls.append(call)
        if injected := self._injected(call.fault):
            return self._send(injected.code, injected.json())
        if call.fault is Fault.DROPPED_BEFORE:
            return self._drop()
        code = 200
        try:
            self.task = asyncio.create_task(self.server.answer(call, token))
            body = await self.task
        except RefusedError as refused:
            call.refused, code, body = refused, refused.code, refused.json()
        except asyncio.CancelledError:
            return None
        return self._drop() if call.fault else self._send(code, body)

    def on_connection_close(self) -> None:
        if self.task:
            self.task.cancel()

    def _injected(self, fault: Fault | None) -> RefusedError | None:
        if fault is Fault.FLOOD:
            return too_many_requests(self.server.faults.retry_after)
        return RefusedError(502, "Bad Gateway") if fault is Fault.BAD_GATEWAY else None

    def _fields(self) -> Json:
        if self.request.headers.get("Content-Type", "").startswith("application/json"):
            value: Json = json.loads(self.request.body or b"{}")
            return value
        # subtle: get_argument would strip and clean the text, which is the bot's to get right.
        fields = {name: last[-1].decode() for name, last in self.request.arguments.items()}
        uploads = {
            name: Upload(files[0].filename, files[0].content_type, files[0].body)
            for name, files in self.request.files.items()
        }
        referred = {
            name: value.removeprefix("attach://")
            for name, value in fields.items()
            if value.startswith("attach://")
        }
        direct = {name: upload for name, upload in uploads.items() if name not in referred.values()}
        return fields | direct | {name: uploads[part] for name, part in referred.items()}

    def _send(self, code: int, body: Json) -> None:
        self.set_status(code)
        self.set_header("Content-Type", "application/json")
        self.finish(json.dumps(body))

    def _drop(self) -> None:
        self._auto_finish = False
        self.detach().close()


class _Download(RequestHandler):
    def initialize(self, server: Server) -> None:
        self.server = server

    def get(self, token: str, path: str) -> None:
        files = {file.path: file for file in self.server.world.files.values()}
        if token != self.server.world.token or path not in files:
            self.set_status(404)
            return
        self.set_header("Content-Type", "application/octet-stream")
        self.write(files[path].data)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
