#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
chromium.py CHROMIUM AXE|- ONE NASTY MANY: pages of -f html in a headless Chromium: of one model, of a distribution that tries to break out, and
of a thousand models. Speaks the DevTools protocol over a pipe; standard library only. Prints `ok`, `not ok` and `skip` lines.
"""
import base64
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

chromium, axe, one, nasty, many = sys.argv[1:6]
work = pathlib.Path(tempfile.mkdtemp(dir="."))


class Browser:
    """Requests are answered in order; what happens meanwhile is kept in `events`."""

    def __init__(self):
        to_read, self.to = os.pipe()
        self.out, from_write = os.pipe()

        def as_three_and_four():  # the two ends that the program expects; above them first, so that neither is overwritten
            ends = os.dup(to_read), os.dup(from_write)
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--remote-debugging-pipe",
                   f"--user-data-dir={work}/profile"]
        self.process = subprocess.Popen(command, preexec_fn=as_three_and_four, close_fds=False, stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_read)
        os.close(from_write)
        self.number, self.buffer, self.events = 0, b"", []

    def receive(self):
        while b"\0" not in self.buffer:
            piece = os.read(self.out, 1 << 20)
            assert piece, "the browser ended"
            self.buffer += piece
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, session=None, **parameters):
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                return answer["result"]
            self.events.append(answer)


class Tab:
    def __init__(self, file, scripts=True, scheme="light", width=1300):
        self.url = pathlib.Path(file.split("#")[0]).resolve().as_uri() + file[len(file.split("#")[0]):]
        browser.events.clear()
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        self.target = target
        self.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Network", "Runtime", "Log"):
            self.call(f"{domain}.enable")
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=False)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        if not scripts:
            self.call("Emulation.setScriptExecutionDisabled", value=True)
        self.call("Page.navigate", url=self.url)
        while not self.saw("Page.loadEventFired"):
            browser.events.append(browser.receive())

    def call(self, method, **parameters):
        return browser.call(method, self.session, **parameters)

    def saw(self, method):
        return [e["params"] for e in browser.events if e.get("method") == method and e.get("sessionId") == self.session]

    def run(self, script):
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"].get("exception", answer)
        return answer["result"].get("value")

    def quiet(self):
        """Nothing was asked of anybody, complained about, or shown over the page."""
        asked = [e["request"]["url"] for e in self.saw("Network.requestWillBeSent") if e["request"]["url"].split("#")[0] != self.url.split("#")[0]]
        assert not asked, f"asked for {asked}"
        for method in ("Page.javascriptDialogOpening", "Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded"):
            assert not self.saw(method), f"{method}: {str(self.saw(method))[:300]}"

    def close(self):
        browser.call("Target.closeTarget", targetId=self.target)


def test(name):
    def wrap(body):
        try:
            said = body()
            print(f"ok {name}{': ' + said if said else ''}")
        except AssertionError as e:
            print(f"not ok {name}: {str(e)[:600]}")
    return wrap


SHOWN = "document.querySelectorAll('.model:not([hidden])').length"


def filter_by(key, value):
    return (f"(() => {{ const form = document.getElementById('filter'); form.elements.{key}.value = {json.dumps(value)};"
            "form.dispatchEvent(new Event('input', {bubbles: true})); document.body.offsetHeight; })()")


def hostile(policy):
    """The page with markup as an attacker would want it in, with or without the page's policy."""
    text = pathlib.Path(one).read_text()
    attack = "<script>window.ran = 1</script><img src='x:' onerror='window.ran = 1'><svg onload='window.ran = 1'></svg>"
    text = text.replace("<main", attack + "<main", 1)
    if not policy:
        text = re.sub(r"<meta http-equiv=[^>]*>", "", text)
    path = work / f"hostile-{policy}.html"
    path.write_text(text)
    return str(path)


browser = Browser()


@test("a page opens, offline and quietly")
def _():
    for file in (one, nasty):
        tab = Tab(file)
        tab.run("document.getElementById('unfold').click(); document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        tab.quiet()
        tab.close()


@test("no script of the input runs")
def _():
    tab = Tab(nasty)
    assert tab.run("document.scripts.length === 1 && !document.querySelector('main script, main img, main iframe, main a:not([href^=\"#\"])')"), "an element"
    assert tab.run("document.body.textContent.includes('<script>alert(1)</script>')"), "the words are not shown"
    tab.close()


@test("not even a script that got into the page would run")
def _():
    ran = []
    for policy in (True, False):
        tab = Tab(hostile(policy))
        ran.append(tab.run("window.ran === 1"))
        tab.close()
    assert ran == [False, True], f"with and without the policy: {ran}"


@test("the filter hides what does not fit")
def _():
    tab = Tab(one)
    cards = "[...document.querySelectorAll('[data-kind]:not([hidden])')].map((c) => c.dataset.kind).join()"
    everything = tab.run(cards)
    tab.run(filter_by("kind", "usage-cap"))
    assert tab.run(cards) == "usage-cap", tab.run(cards)
    tab.run(filter_by("text", "no such words"))
    assert tab.run(SHOWN) == 0
    tab.run("document.querySelector('[type=reset]').click()")
    tab.run("new Promise((done) => setTimeout(done, 50))")
    assert tab.run(cards) == everything and tab.run(SHOWN) == 1
    tab.close()


@test("a packed model is found, linked to and unpacked")
def _():
    tab = Tab(many + "#m700-terms")
    assert tab.run("document.querySelectorAll('#m700 [data-kind]').length") > 5, "not unpacked"
    tab.run(filter_by("text", "model-0123"))
    assert tab.run(SHOWN) == 1, tab.run(SHOWN)
    tab.run("new Promise((done) => setTimeout(done, 100))")
    assert tab.run("document.querySelectorAll('.model:not([hidden]) h3').length") >= 4, "what is left alone is not unfolded"
    assert tab.run("document.scripts.length") == 1
    tab.quiet()
    tab.close()


@test("without scripts all is there")
def _():
    for file in (one, many):
        tab = Tab(file, scripts=False)
        assert tab.run("document.querySelectorAll('.model h3').length >= 4 * document.querySelectorAll('.model').length"), "sections"
        assert tab.run("document.getElementById('filter').hidden"), "a filter that does nothing"
        tab.close()


@test("it prints: everything unfolded, nothing to click")
def _():
    tab = Tab(nasty)
    tab.run("dispatchEvent(new Event('beforeprint'))")
    assert tab.run("document.querySelectorAll('details:not([open])').length") == 0
    tab.run("dispatchEvent(new Event('afterprint'))")
    tab.call("Emulation.setEmulatedMedia", media="print")
    assert tab.run("getComputedStyle(document.querySelector('nav')).display") == "none"
    tab.close()
    tab = Tab(one, scripts=False)
    pdf = base64.b64decode(tab.call("Page.printToPDF", preferCSSPageSize=True)["data"])
    pages = len(re.findall(rb"/Type\s*/Page\b", pdf))
    assert pages > 4, f"{pages} pages without scripts: what is folded is missing"
    tab.close()
    return f"{pages} pages"


@test("it is narrow where the screen is")
def _():
    for file in (one, nasty):
        tab = Tab(file, width=380)
        tab.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        assert tab.run("document.documentElement.scrollWidth") <= 380, f"{file} is {tab.run('document.documentElement.scrollWidth')} wide"
        tab.close()


def accessible(file, scheme):
    tab = Tab(file, scheme=scheme)
    tab.run("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
    tab.run(pathlib.Path(axe).read_text() + ";0")
    found = tab.run("axe.run(document, {resultTypes: ['violations']}).then((r) => "
                    "r.violations.map((v) => v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.target).join(' | ')))")
    tab.close()
    assert not found, f"{file}, {scheme}: {found}"


if axe == "-":
    print("skip accessibility: axe-core is not there")
else:
    @test("axe-core finds nothing to complain about")
    def _():
        for file in (one, nasty):
            for scheme in ("light", "dark"):
                accessible(file, scheme)


@test("a thousand models open and filter at once")
def _():
    empty = work / "empty.html"
    empty.write_text("<!DOCTYPE html><html lang=en><title>empty</title><body></body></html>")
    opened = "performance.getEntriesByType('navigation')[0].loadEventEnd"
    clock = "(() => { const start = performance.now(); %s; return performance.now() - start; })()"
    blank, load, narrow = [], [], []
    for _ in range(3):  # the machine does other things meanwhile: the best of three counts
        tab = Tab(str(empty))
        blank.append(tab.run(opened))
        tab.close()
        tab = Tab(many)
        load.append(tab.run(opened))
        assert tab.run(SHOWN) == 1000
        for key, value in (("kind", "usage-cap"), ("kind", ""), ("text", "model-0999")):
            narrow.append(tab.run(clock % filter_by(key, value)))
        tab.close()
    second = max(1000, 100 * min(blank))  # where the machine is busy, an empty page takes long, too, and other tests run beside
    filtered = max(narrow[:3])
    said = f"opened in {min(load):.0f} ms, {min(load) / min(blank):.1f} times an empty page's {min(blank):.0f} ms; filtered in {filtered:.0f} ms"
    assert min(load) < second and filtered < second, said
    return said


browser.process.terminate()
browser.process.wait()
