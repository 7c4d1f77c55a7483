#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""
page.py FILE…: what must be true of every page of -f html, without a browser: it is well-formed, holds only markup of ours, leads nowhere
else, and forbids every script and style but its own. Standard library only.
"""
import base64
import hashlib
import html.parser
import re
import sys
import unicodedata

VOID = {"meta", "br", "input"}
ELEMENTS = VOID | set(
    "html head title style body script a header p span h1 h2 h3 h4 strong dl div dt dd small nav form label select option button ol ul li i "
    "main section table caption thead tbody tr th td details summary noscript article code blockquote mark q svg path rect text".split())
ATTRIBUTES = set(
    "lang charset http-equiv content name class href id hidden role type autocomplete spellcheck value aria-label aria-labelledby data-model "
    "data-verdict data-license data-kind data-weight data-finding open scope colspan tabindex width height viewbox d x y rx".split())
POLICY = ("default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'; "
          "require-trusted-types-for 'script'; trusted-types licet")
MOST = 20 * 1000 * 1000


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.stack, self.ids, self.links, self.raw, self.policy = [], set(), set(), {"style": [], "script": []}, None

    def handle_starttag(self, tag, attributes):
        assert tag in ELEMENTS, f"<{tag}> at {self.getpos()}"
        for name, value in attributes:
            assert name in ATTRIBUTES, f"{name} of <{tag}> at {self.getpos()}"
            if name == "id":
                assert value not in self.ids and re.fullmatch(r"[A-Za-z0-9._-]+", value), f"id {value!r}"
                self.ids.add(value)
            if name == "href":
                assert value.startswith("#"), f"a link to {value!r}"
                self.links.add(value[1:])
        if tag in self.raw:
            assert not attributes, f"<{tag}> has attributes"
            self.raw[tag].append("")
        if dict(attributes).get("http-equiv") == "Content-Security-Policy":
            assert self.stack == ["html", "head"] and not self.raw["style"] + self.raw["script"], "the policy comes too late"
            self.policy = dict(attributes)["content"]
        if tag not in VOID:
            self.stack.append(tag)

    def handle_startendtag(self, tag, attributes):
        assert "svg" in self.stack, f"<{tag}/>"
        self.handle_starttag(tag, attributes)
        self.stack.pop()

    def handle_endtag(self, tag):
        assert self.stack and self.stack[-1] == tag, f"</{tag}> in {self.stack} at {self.getpos()}"
        self.stack.pop()

    def handle_data(self, data):
        if self.stack and self.stack[-1] in self.raw:
            self.raw[self.stack[-1]][-1] += data

    def handle_comment(self, data):
        raise AssertionError(f"a comment at {self.getpos()}")

    def handle_pi(self, data):
        raise AssertionError(f"an instruction at {self.getpos()}")

    def unknown_decl(self, data):
        raise AssertionError(f"a declaration at {self.getpos()}")


def sha256(text):
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def check(data):
    assert len(data) < MOST, f"{len(data)} bytes"
    text = data.decode("utf-8")
    bad = {c for c in set(text) if c not in "\n\t" and unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
    assert not bad, f"raw {sorted(map(ascii, bad))}"
    page = Page()
    page.feed(text)
    page.close()
    assert not page.stack, f"not closed: {page.stack}"
    assert {k: len(v) for k, v in page.raw.items()} == {"style": 1, "script": 1}, "styles and scripts"
    style, script = page.raw["style"][0], page.raw["script"][0]
    assert page.policy == POLICY.format(sha256(style), sha256(script)), page.policy
    assert not re.search(r"url\(|@import|//[a-z]", style), "the style sheet leads elsewhere"
    assert not re.search(r"https?:|\bfetch\(|XMLHttp|import\(|WebSocket|\beval\b|innerHTML\s*=(?!\s*trusted)", script), "the script leads elsewhere"
    assert page.links <= page.ids, f"links to nothing: {sorted(page.links - page.ids)[:5]}"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        try:
            check(open(name, "rb").read())
            print(f"ok {name} is well-formed and closed")
        except Exception as e:  # whatever a broken page raises is the finding
            print(f"not ok {name}: {type(e).__name__} {str(e)[:300]}")
