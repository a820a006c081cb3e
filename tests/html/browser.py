"""A headless chromium, spoken to over the pipe of its DevTools protocol. Python's own library only."""
import base64
import json
import os
import pathlib
import shutil
import signal
import subprocess
import tempfile
import time

FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync", "--remote-debugging-pipe")
PHONE, LAPTOP = (390, 844, True), (1366, 768, False)
SECONDS = 120


class Browser:
    """One process; use it in a `with`. A page is opened with `open`, each in a tab of its own."""

    def __init__(self, program="chromium"):
        self.profile = tempfile.mkdtemp()
        to_child, self.to = os.pipe()
        self.of, from_child = os.pipe()
        # The protocol is on the child's descriptors 3 and 4, wherever the ends are here.
        high = [os.dup2(fd, 60 + i) for i, fd in enumerate((to_child, from_child))]
        shell = f'exec "$@" 3<&{high[0]} 4>&{high[1]} {high[0]}<&- {high[1]}>&-'
        bash = ["bash", "-c", shell, "bash", program, *FLAGS, f"--user-data-dir={self.profile}"]
        self.child = subprocess.Popen(bash, pass_fds=high, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                      start_new_session=True)
        for fd in (to_child, from_child, *high):
            os.close(fd)
        self.bytes, self.id, self.events = b"", 0, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.killpg(self.child.pid, signal.SIGKILL)
        self.child.wait()
        os.close(self.to)
        os.close(self.of)
        shutil.rmtree(self.profile, ignore_errors=True)

    def _message(self):
        while b"\0" not in self.bytes:
            more = os.read(self.of, 1 << 20)
            if not more:
                raise SystemExit("chromium ended by itself")
            self.bytes += more
        one, self.bytes = self.bytes.split(b"\0", 1)
        return json.loads(one)

    def ask(self, method, session=None, **arguments):
        self.id += 1
        message = {"id": self.id, "method": method, "params": arguments}
        if session:
            message["sessionId"] = session
        signal.alarm(SECONDS)  # ends a test that would wait for ever
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to, data):]
        while True:
            answer = self._message()
            if answer.get("id") == self.id:
                signal.alarm(0)
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def open(self, path, size=LAPTOP, scripts=True):
        return Page(self, path, size, scripts)


class Page:
    """A file in a tab, with the requests it made and the dialogs it opened."""

    def __init__(self, browser, path, size, scripts):
        self.browser = browser
        target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
        self.session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.target = target
        for domain in ("Page", "Network", "Runtime"):
            self.ask(domain + ".enable")
        self.ask("Emulation.setDeviceMetricsOverride", width=size[0], height=size[1], deviceScaleFactor=1, mobile=size[2])
        self.ask("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.ask("Page.navigate", url=pathlib.Path(path).resolve().as_uri())
        self._wait("Page.loadEventFired")

    def ask(self, method, **arguments):
        return self.browser.ask(method, self.session, **arguments)

    def _seen(self, method):
        return [e["params"] for e in self.browser.events if e.get("method") == method and e.get("sessionId") == self.session]

    def _wait(self, method):
        deadline = time.monotonic() + SECONDS
        while not self._seen(method):
            if time.monotonic() > deadline:
                raise SystemExit(f"no {method}")
            self.settle()
            time.sleep(0.01)

    def settle(self):
        """Lets what is under way come in."""
        self.ask("Browser.getVersion")

    def run(self, script):
        """The value of an expression, or of the promise that it is."""
        out = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in out:
            raise SystemExit(f"{script[:200]}: {out['exceptionDetails']['exception'].get('description')}")
        return out["result"].get("value")

    def press(self, key, code=0, text=""):
        for kind in ("keyDown", "keyUp"):
            typed = {"text": text} if text and kind == "keyDown" else {}
            self.ask("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code, **typed)

    def requests(self):
        return [e["request"]["url"] for e in self._seen("Network.requestWillBeSent")]

    def errors(self):
        return [e["exceptionDetails"]["text"] for e in self._seen("Runtime.exceptionThrown")]

    def picture(self, path, top, width, height):
        """A PNG of a part of the page."""
        clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
        data = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def pdf(self, path):
        data = self.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=True)["data"]
        pathlib.Path(path).write_bytes(base64.b64decode(data))

    def close(self):
        self.browser.ask("Target.closeTarget", targetId=self.target)
