"""Drives Firefox by WebDriver BiDi, over the web-socket client that the project already has.
Playwright drives only a Firefox that it patched itself. The Firefox that readers have speaks the
W3C's WebDriver BiDi without a driver: https://www.w3.org/TR/webdriver-bidi/.
"""

from __future__ import annotations

import asyncio
import base64
import json
import shutil
import subprocess
import tempfile
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

from aiohttp import ClientSession, ClientWebSocketResponse

# Debian's name, and everybody else's.
NAMES = ("firefox-esr", "firefox")
# Generous, for a busy machine; no test measures time.
PATIENCE = 120
CENTIMETERS = 2.54
EVENTS = ("log.entryAdded", "network.beforeRequestSent", "network.responseCompleted")
FAILURES = "network.fetchError"
# The browser canceled a request, because the reader moved on to another page.
GAVE_UP = "NS_BINDING_ABORTED"
AS_JSON = """(...given) => {{
  const result = ({function})(...given);
  return result instanceof Promise ? result.then(JSON.stringify) : JSON.stringify(result);
}}"""
NO_SCRIPT = {"javascript.enabled": False}
DARK = {"layout.css.prefers-color-scheme.content-override": 0}
LIGHT = {"layout.css.prefers-color-scheme.content-override": 1}


class Firefox:
    """One window, and everything that happens behind it: requests, failures, console messages."""

    def __init__(self, answers: _Answers) -> None:
        self._answers = answers
        self.call("session.new", capabilities={})
        self.call("session.subscribe", events=[*EVENTS, FAILURES])
        self._reader = self._window = ""

    def begin(self) -> None:
        """Open a fresh window that shares nothing with the last, and clear the records."""
        if self._reader:
            self.call("browser.removeUserContext", userContext=self._reader)
        self._reader = self.call("browser.createUserContext")["userContext"]
        opened = self.call("browsingContext.create", type="tab", userContext=self._reader)
        self._window = opened["context"]
        self._answers.events.clear()

    def call(self, command: str, **parameters: Any) -> dict[str, Any]:
        """Send one command of WebDriver BiDi and return its result."""
        return self._answers.ask(command, parameters)

    def visit(self, url: str) -> None:
        """Open an address, and wait until the page has loaded."""
        self.call("browsingContext.navigate", context=self._window, url=url, wait="complete")

    def evaluate(self, function: str, *arguments: str) -> Any:
        """Call a JavaScript function on the page, also where pages may not run their own.

        There it must not be asynchronous: promises are not kept where pages have no script.
        """
        answer = self.call(
            "script.callFunction",
            functionDeclaration=AS_JSON.format(function=function),
            arguments=[{"type": "string", "value": each} for each in arguments],
            target={"context": self._window},
            awaitPromise=True,
        )
        assert answer["type"] == "success", answer
        value = answer["result"].get("value")
        return None if value is None else json.loads(value)

    def resize(self, width: int, height: int = 800) -> None:
        """Give the page so many pixels."""
        viewport = {"width": width, "height": height}
        self.call("browsingContext.setViewport", context=self._window, viewport=viewport)

    def texts_of_role(self, role: str) -> list[str]:
        """Return the texts of the elements with an accessibility role."""
        locator = {"type": "accessibility", "value": {"role": role}}
        nodes = self.call("browsingContext.locateNodes", context=self._window, locator=locator)
        return [self._text(node) for node in nodes["nodes"]]

    def _text(self, node: Mapping[str, Any]) -> str:
        answer = self.call(
            "script.callFunction",
            functionDeclaration="each => each.innerText",
            arguments=[{"sharedId": node["sharedId"]}],
            target={"context": self._window},
            awaitPromise=False,
        )
        return " ".join(answer["result"]["value"].split())

    def type(self, text: str) -> None:
        """Press the keys of a text, wherever the focus is."""
        keys = [{"type": kind, "value": letter} for letter in text for kind in ("keyDown", "keyUp")]
        actions = [{"type": "key", "id": "keyboard", "actions": keys}]
        self.call("input.performActions", context=self._window, actions=actions)

    def print(self, width: float, height: float, margin: float) -> bytes:
        """Print the page as a PDF on paper of so many inches."""
        edges = dict.fromkeys(("top", "bottom", "left", "right"), margin * CENTIMETERS)
        paper = {"width": width * CENTIMETERS, "height": height * CENTIMETERS}
        answer = self.call("browsingContext.print", context=self._window, margin=edges, page=paper)
        return base64.b64decode(answer["data"])

    def screenshot(self) -> bytes:
        """Take a picture of the whole page, as a PNG."""
        answer = self.call(
            "browsingContext.captureScreenshot", context=self._window, origin="document"
        )
        return base64.b64decode(answer["data"])

    @property
    def cookies(self) -> list[str]:
        """The names of all cookies that the browser keeps for this window."""
        window = {"type": "context", "context": self._window}
        found = self.call("storage.getCookies", partition=window)["cookies"]
        return [each["name"] for each in found]

    @property
    def requested(self) -> list[str]:
        """Return the addresses that pages requested, without Firefox's built-in ones."""
        asked = (
            event["params"]["request"]["url"]
            for event in self._answers.events
            if event["method"] == "network.beforeRequestSent"
        )
        return [url for url in asked if not url.startswith(("data:", "about:"))]

    @property
    def complaints(self) -> list[str]:
        """Return the console messages and the failed requests."""
        return [text for event in self._answers.events if (text := _complaint(event))]


def _complaint(event: Mapping[str, Any]) -> str:
    said = event["params"]
    if event["method"] == "log.entryAdded":
        return f"{said['level']}: {said['text']}"
    url = said["request"]["url"]
    if event["method"] == FAILURES and said["errorText"] != GAVE_UP:
        return f"failed: {url}: {said['errorText']}"
    if event["method"] == "network.responseCompleted" and said["response"]["status"] >= 400:
        return f"{said['response']['status']}: {url}"
    return ""


class _Answers:
    """Commands and their answers over one web socket, in a thread of their own.

    Playwright, which a test may use at the same time, keeps an event loop in the main one.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, address: str) -> None:
        self._loop = loop
        self._sent = 0
        self.events: list[dict[str, Any]] = []
        self._client, self._socket = self._wait(self._connect(address))

    async def _connect(self, address: str) -> tuple[ClientSession, ClientWebSocketResponse]:
        client = ClientSession()
        return client, await client.ws_connect(f"{address}/session", max_msg_size=0)

    def ask(self, command: str, parameters: dict[str, Any]) -> dict[str, Any]:
        return self._wait(self._exchange(command, parameters))

    async def _exchange(self, command: str, parameters: dict[str, Any]) -> dict[str, Any]:
        self._sent += 1
        await self._socket.send_json({"id": self._sent, "method": command, "params": parameters})
        while True:
            answer = await self._socket.receive_json()
            if answer["type"] == "event":
                self.events.append(answer)
            elif answer.get("id") == self._sent:
                assert answer["type"] == "success", f"{command}: {answer['message']}"
                return answer["result"]

    def close(self) -> None:
        self._wait(self._client.close())

    def _wait(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(PATIENCE)


@contextmanager
def started(preferences: Mapping[str, bool | int]) -> Iterator[Firefox]:
    """Start Firefox with an empty profile, and end it."""
    loop = asyncio.new_event_loop()
    thread = Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        with _process(preferences) as address:
            answers = _Answers(loop, address)
            try:
                firefox = Firefox(answers)
                yield firefox
                firefox.call("browser.close")
            finally:
                answers.close()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@contextmanager
def _process(preferences: Mapping[str, bool | int]) -> Iterator[str]:
    """The address at which a Firefox listens that has a profile of its own."""
    program = next(filter(None, map(shutil.which, NAMES)), None)
    assert program, "Firefox is needed (Debian: apt install firefox-esr)."
    # Firefox may still write to its profile after it says that it ends.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in preferences.items()]
        Path(profile, "user.js").write_text("\n".join(lines), "utf-8")
        arguments = ["--headless", "--no-remote", "--profile", profile]
        process = subprocess.Popen(
            [program, *arguments, "--remote-debugging-port", "0", "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        try:
            yield _address(process)
            process.wait(PATIENCE)
        finally:
            process.kill()
            process.wait()
            process.stderr.close()


def _address(process: subprocess.Popen[str]) -> str:
    said = []
    for line in process.stderr:
        said.append(line)
        if "WebDriver BiDi listening on " in line:
            # Drain the pipe, so that output never blocks Firefox.
            Thread(target=process.stderr.read, daemon=True).start()
            return line.split()[-1]
    raise AssertionError(f"Firefox did not start: {''.join(said)}")
