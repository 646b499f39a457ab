#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-only
"""html_report: the HTML report as a browser shows it.

    html_report.py page FILE                      no browser: what is embedded, and what the policy allows
    html_report.py open FILE --browser=PROGRAM    lists, filters, keys, a path, of cli/Inputs/drv.c
    html_report.py without FILE --note=TEXT …     a path whose source cannot be shown: the note instead, and all steps
    html_report.py hostile FILE --browser=…       names and lines of source that look like HTML stay text
    html_report.py many FILE --browser=…          5,000 findings made of the one in FILE, some of them allowed or known
"""
import argparse
import base64
import hashlib
import json
import re

from browser import Browser

DOCUMENT = re.compile(r'(<script type="application/json" id="data-(\w+)">)(.*?)(</script>)', re.S)


def check(condition, what):
    if not condition:
        raise SystemExit(f"html_report: {what}")


def equal(found, wanted, what):
    check(found == wanted, f"{what}: {found!r} instead of {wanted!r}")


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def documents(page):
    return {name: json.loads(text) for _, name, text, _ in DOCUMENT.findall(page)}


def test_page(path):
    page = read(path)
    for tag in ("style", "script"):
        text = re.search(f"<{tag}>(.*?)</{tag}>", page, re.S).group(1)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        check(f"{tag}-src 'sha256-{digest}'" in page, f"the policy does not allow the page's own {tag}")
    check("default-src 'none'" in page and "unsafe" not in page, "the policy allows too much")
    equal(sorted(documents(page)), ["contexts", "findings", "sources"], "documents")
    check("<" not in "".join(text for _, _, text, _ in DOCUMENT.findall(page)), "`<` is not escaped in the data")
    check(documents(page)["contexts"]["functions"], "no function runs anywhere")
    # The fingerprints are those of the other formats; the browser tests look at the rest.
    for finding in documents(page)["findings"]["findings"]:
        check(re.fullmatch("[0-9a-f]{16}", finding["id"]), "a finding has no fingerprint")


def clean(page, file):
    equal(page.complaints, [], "complaints of the browser")
    equal([url for url in page.requests if not url.startswith(("file:", "about:"))], [], f"requests of {file}")


def rows(page):
    return page.evaluate("document.querySelectorAll('#list [role=option]').length")


def text(page, selector):
    return page.evaluate(f"document.querySelector({json.dumps(selector)}).textContent")


def test_open(path, page):
    ident = documents(read(path))["findings"]["findings"][0]["id"]
    page.open(path)
    equal(text(page, "#overview h2"), "1 finding", "headline of the overview")
    page.press("2")
    equal(rows(page), 1, "rows")
    page.press("/")
    page.type("no such thing")
    equal(rows(page), 0, "rows that match nothing")
    page.press("Escape", "c")
    equal(rows(page), 1, "rows without filters")
    page.press("Enter")
    check("f=" + ident in page.evaluate("location.hash"), "the address does not name the open finding")
    marks = page.evaluate("[...document.querySelectorAll('.mark')].map((node) => node.textContent)")
    equal(len(marks), 4, "steps of the path")
    lines = page.evaluate("[...document.querySelectorAll('.hit .lineno')].map((node) => node.textContent)")
    equal(lines, ["27", "20", "15", "9"], "lines of the steps")
    equal(page.evaluate("document.querySelectorAll('.picture .node').length"), 5, "nodes of the picture")
    page.press("n", "n")
    equal(page.evaluate("document.activeElement.id"), "step-1", "step that has the focus")
    page.press("Escape")
    equal(page.evaluate("document.querySelectorAll('.mark').length"), 0, "steps when it is closed")
    page.press("?")
    check(page.evaluate("document.getElementById('keys').open"), "no help")
    page.open(path, "f=" + ident)
    equal(page.evaluate("document.querySelectorAll('.mark').length"), 4, "steps by the fingerprint")
    page.open(path, "view=contexts")
    check("drv_isr()" in text(page, "#functions"), "the contexts do not have the handler")
    page.dark(True)
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.dark(False)
    check(dark != page.evaluate("getComputedStyle(document.body).backgroundColor"), "dark looks like light")


def test_without(path, page, note):
    page.open(path, "view=findings")
    page.press("Enter")
    notes = page.evaluate("[...document.querySelectorAll('.missing')].map((node) => node.textContent)")
    equal(set(notes), {note}, "notes in place of the source")
    equal(len(notes), page.evaluate("document.querySelectorAll('.group').length"), "notes, of which each function has one")
    check(page.evaluate("[...document.querySelectorAll('.missing')].every((node) => node.checkVisibility())"),
          "a note cannot be seen")
    equal(page.evaluate("document.querySelectorAll('.steps .code').length"), 0, "excerpts")
    marks = page.evaluate("[...document.querySelectorAll('.mark')].map((node) => node.textContent)")
    equal(len(marks), 4, "steps of the path")
    check("mutex_lock() here" in marks[3], "the last step is not the operation")
    page.press("n", "n")
    equal(page.evaluate("document.activeElement.id"), "step-1", "step that has the focus")


def test_hostile(path, page):
    page.open(path, "view=findings")
    page.press("Enter")
    shown = text(page, "#findings")
    for part in ("<img src=x onerror=alert(1)>&quot;.c", "<script>alert(1)</script>", "</script>", "\"'&amp;", "\ufffd"):
        check(part in shown, f"{part!r} is not shown as it is written")
    equal(page.evaluate("document.images.length + document.querySelectorAll('script').length"), 4, "images and scripts")


def test_many(path, page):
    source = read(path)
    data = documents(source)["findings"]
    one = data["findings"][0]
    data["findings"] = [
        dict(one, id=f"{i:016x}", message=f"number{i}", **({"allowed": "on purpose"} if i % 10 == 0 else
                                                          {"baseline": "unchanged"} if i % 10 == 1 else {}))
        for i in range(5000)]
    whole = json.dumps(data).replace("<", "\\u003c")
    path += ".many.html"
    with open(path, "w", encoding="utf-8") as file:
        file.write(DOCUMENT.sub(lambda m: m[1] + (whole if m[2] == "findings" else m[3]) + m[4], source))

    def nodes(least):
        page.settle()
        check(least <= rows(page) < 60, f"{rows(page)} rows are in the document")
        check(page.evaluate("document.getElementsByTagName('*').length") < 1500, "too many nodes")

    page.open(path, "view=findings")
    equal(text(page, "#shown"), "5,000 findings", "count")
    nodes(10)
    page.press("Enter", "Escape", "End")
    nodes(10)
    equal(page.evaluate("document.querySelector('.current').getAttribute('aria-posinset')"), "5000", "last row")
    page.press("/")
    page.type("number4321")
    equal(text(page, "#shown"), "1 of 5,000 findings", "count of a search")
    page.open(path, "view=findings&status=allowed,unchanged")
    equal(text(page, "#shown"), "1,000 of 5,000 findings", "count of what is allowed or known")
    equal(page.evaluate("document.querySelectorAll('.row:not(.grey)').length"), 0, "rows that are not grey")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("test", choices=("page", "open", "without", "hostile", "many"))
    parser.add_argument("file")
    parser.add_argument("--browser")
    parser.add_argument("--note")
    options = parser.parse_args()
    if options.test == "page":
        test_page(options.file)
        return
    with Browser(options.browser) as page:
        if options.test == "without":
            test_without(options.file, page, options.note)
        else:
            {"open": test_open, "hostile": test_hostile, "many": test_many}[options.test](options.file, page)
        clean(page, options.file)


main()
