# SPDX-License-Identifier: GPL-2.0-only
"""browser: a page in headless Chromium, for tests of the HTML report.

    with Browser("chromium", width=1400, height=900) as page:
        page.open("/tmp/report.html")
        page.evaluate("document.title")
        page.press("j")
        page.screenshot("/tmp/report.png")

It speaks the DevTools protocol over a pair of pipes (--remote-debugging-pipe): messages are JSON, each ended by a zero
byte. Every error of a script, and everything that Content-Security-Policy refuses, ends up in page.complaints.
"""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

TIMEOUT = 120  # seconds without an answer: the browser hangs

NAMED_KEYS = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, "End": 35, "Home": 36}


class Browser:
    def __init__(self, program, width=1400, height=900):
        self.size = {"width": width, "height": height}
        self.complaints = []
        self.requests = []
        self.events = []
        self.number = 0
        self.pending = b""
        self.home = tempfile.mkdtemp(prefix="tophalf-browser-")
        to_browser, self.to_browser = os.pipe()
        self.from_browser, from_browser = os.pipe()

        def pipes():
            # Clear of 3 and 4 first: one of the ends may be either.
            ends = os.dup2(to_browser, 30), os.dup2(from_browser, 31)
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        self.log = open(os.path.join(self.home, "log"), "w+b")
        self.process = subprocess.Popen(
            [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-extensions",
             "--disable-dev-shm-usage", "--hide-scrollbars", "--remote-debugging-pipe",
             f"--user-data-dir={self.home}/profile", "about:blank"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, preexec_fn=pipes, close_fds=False)
        os.close(to_browser)
        os.close(from_browser)
        self.session = None
        target = next(t for t in self.call("Target.getTargets")["targetInfos"] if t["type"] == "page")
        self.session = self.call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")
        self.resize(**self.size)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self.to_browser)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.from_browser)
        self.log.close()
        shutil.rmtree(self.home, ignore_errors=True)

    # ---- the protocol ----

    def receive(self):
        while b"\0" not in self.pending:
            ready, _, _ = select.select([self.from_browser], [], [], TIMEOUT)
            more = os.read(self.from_browser, 1 << 20) if ready else b""
            if not more:
                self.log.seek(0)
                raise RuntimeError("the browser gives no answer:\n" + self.log.read().decode(errors="replace"))
            self.pending += more
        message, self.pending = self.pending.split(b"\0", 1)
        return json.loads(message)

    def notice(self, message):
        method, parameters = message.get("method"), message.get("params", {})
        if method == "Runtime.exceptionThrown":
            details = parameters["exceptionDetails"]
            self.complaints.append(details.get("exception", {}).get("description") or details["text"])
        elif method == "Log.entryAdded" and parameters["entry"]["level"] in ("error", "warning"):
            self.complaints.append(parameters["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            self.requests.append(parameters["request"]["url"])
        elif method:
            self.events.append(method)
            if method == "Page.javascriptDialogOpening":
                self.complaints.append("dialog: " + parameters["message"])

    def call(self, method, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to_browser, json.dumps(message).encode() + b"\0")
        wanted = self.number
        while True:
            answer = self.receive()
            if answer.get("id") == wanted:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.notice(answer)

    # ---- what tests use ----

    def resize(self, width, height, scale=1):
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale,
                  mobile=False)

    def dark(self, on):
        self.call("Emulation.setEmulatedMedia",
                  features=[{"name": "prefers-color-scheme", "value": "dark" if on else "light"}])

    def open(self, path, fragment=""):
        self.events.clear()
        url = "file://" + os.path.abspath(path)
        self.call("Page.navigate", url="about:blank")
        self.call("Page.navigate", url=url + ("#" + fragment if fragment else ""))
        self.until("document.readyState === 'complete' && location.protocol === 'file:'")

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            details = answer["exceptionDetails"]
            raise RuntimeError(f"{expression}: {details.get('exception', {}).get('description', details['text'])}")
        return answer["result"].get("value")

    def until(self, expression):
        end = time.monotonic() + TIMEOUT
        while not self.evaluate(expression):
            if time.monotonic() > end:
                raise RuntimeError(f"never true: {expression}")
            time.sleep(0.02)

    def settle(self):
        """Waits for the next frame: what scrolling has set off is done."""
        self.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")

    def press(self, *keys):
        for key in keys:
            named = key in NAMED_KEYS
            text = "\r" if key == "Enter" else "" if named else key
            code = NAMED_KEYS.get(key, ord(key.upper()[0]))
            self.call("Input.dispatchKeyEvent", type="keyDown" if text else "rawKeyDown", key=key, text=text,
                      windowsVirtualKeyCode=code)
            self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)

    def type(self, text):
        self.call("Input.insertText", text=text)

    def screenshot(self, path):
        self.settle()
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("Page.captureScreenshot", format="png")["data"]))

    def pdf(self, path):
        with open(path, "wb") as file:
            file.write(base64.b64decode(self.call("Page.printToPDF", printBackground=True)["data"]))
