"""What must come for which bytes: the HTTP contract, a row for each request (RFC 9110, RFC 9112).

A row says what is sent, the statuses that come, and whether the connection takes another request afterwards (KEPT) or
ends (CLOSED). CANARY is a request that must not be answered: it stands in every body and behind every request that ends
its connection. test_contract.py sends the rows.

By choice, where the RFCs leave one: no body is read; an empty line before a request and repeated equal Content-Length
lines are refused. The library's doing: HTTP/1.2 gets 505 instead of an answer in 1.1, methods that it does not know get
400 instead of 501, a tab around a value is refused, and "OPTIONS *" and targets of another port end the connection
without an answer.
"""

from typing import NamedTuple

KEPT, CLOSED = "kept", "closed"
CANARY_WORD = b"canary7f3a"
CANARY = b"GET /api/search?q=" + CANARY_WORD + b" HTTP/1.1\r\nHost: a\r\n\r\n"
PORT = b"{port}"  # the runner writes the server's port here

API_TYPE = "application/problem+json"


class Case(NamedTuple):
    name: str
    raw: bytes
    status: tuple  # of each answer
    fate: str
    has: tuple = ()  # of the last answer: names, or "Name: value" pairs
    lacks: tuple = ("Set-Cookie", "Transfer-Encoding", "Upgrade")


def row(name, raw, status, fate=CLOSED, has=(), lacks=()):
    statuses = status if isinstance(status, tuple) else (status,)
    return Case(name, raw, statuses, fate, tuple(has), Case._field_defaults["lacks"] + tuple(lacks))


def ask(*lines, target=b"/healthz", method=b"GET", version=b"HTTP/1.1", host=(b"Host: a",), body=b""):
    first = method + b" " + target + b" " + version
    return b"".join(line + b"\r\n" for line in (first, *host, *lines)) + b"\r\n" + body


def sized(body, line=b"Content-Length: %d"):
    return line % len(body)


def chunked(body):
    return b"%x\r\n" % len(body) + body + b"\r\n0\r\n\r\n"


GOOD = ask()

PLAIN = [
    row("a plain request", GOOD, 200, KEPT, ["Date", "Content-Length", "Content-Type"], ["Connection"]),
    row("two requests at once", GOOD + ask(target=b"/readyz"), (200, 200), KEPT),
    row("five at once, some of them not found", GOOD + ask(target=b"/no") * 3 + GOOD, (200, 404, 404, 404, 200), KEPT),
    row("a good one and then a broken one", GOOD + ask(target=b"/%"), (200, 400)),
    row("a good one and then one with a body", GOOD + ask(sized(CANARY), body=CANARY), (200, 400)),
    row("one that closes and then a good one", ask(b"Connection: close") + GOOD, 200),
    row("HEAD has the header of GET and no body", ask(method=b"HEAD", target=b"/"), 200, KEPT,
        ["Content-Length", "ETag", "Content-Type"]),
    row("HEAD of what is not there", ask(method=b"HEAD", target=b"/no"), 404, KEPT, ["Content-Length"]),
    row("HEAD of a broken target", ask(method=b"HEAD", target=b"/%00"), 400),
    row("GET of the API", ask(target=b"/api/search?q=lamp"), 200, KEPT, ["ETag", "Content-Type: application/json"]),
    row("a problem of the API", ask(target=b"/api/search"), 400, KEPT, ["Content-Type: " + API_TYPE], ["ETag"]),
    row("names of headers in any case", ask(b"aCCEPT: */*", host=[b"hOST: a"]), 200, KEPT),
    row("no space behind the colon", ask(b"Accept:*/*", host=[b"Host:a"]), 200, KEPT),
    row("spaces around a value", ask(b"Accept:    */*   ", host=[b"Host:  a "]), 200, KEPT),
    row("an empty value", ask(b"Accept:"), 200, KEPT),
    row("letters beyond ASCII in a value", ask(b"X-Name: Zo\xc3\xab \xff\xfe"), 200, KEPT),
    row("a longest header", ask(b"X: " + b"a" * 8000), 200, KEPT),
    row("63 header lines", ask(*[b"X: a"] * 62), 200, KEPT),
]

METHODS = [
    row(f"{method} is told what is allowed", ask(method=method.encode()), 405, KEPT, ["Allow: GET, HEAD"])
    for method in ("POST", "PUT", "DELETE", "OPTIONS", "PATCH")
] + [
    row("POST with a body", ask(sized(CANARY), method=b"POST", body=CANARY), 405, CLOSED, ["Allow"]),
    row("PUT with chunks", ask(b"Transfer-Encoding: chunked", method=b"PUT", body=chunked(CANARY)), 405),
    row("DELETE with a body that does not come", ask(b"Content-Length: 1000000000", method=b"DELETE"), 405),
    row("CONNECT to a host", ask(method=b"CONNECT", target=b"a:443"), 400),
    row("CONNECT to a path", ask(method=b"CONNECT"), 405, KEPT),
    row("TRACE", ask(method=b"TRACE"), 400),
    row("a method in small letters", ask(method=b"get"), 400),
    row("a method of mixed letters", ask(method=b"Get"), 400),
    row("a method nobody knows", ask(method=b"BREW"), 400),
    row("a method with a sign", ask(method=b"GE(T"), 400),
    row("no method", b" /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    row("PRI of HTTP/2", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400),
]

VERSIONS = [
    row("HTTP/1.0 without Host", ask(version=b"HTTP/1.0", host=[]), 200, CLOSED, ["Connection: close"]),
    row("HTTP/1.0 with Host", ask(version=b"HTTP/1.0"), 200),
    row("HTTP/1.0 with two Hosts", ask(version=b"HTTP/1.0", host=[b"Host: a"] * 2), 400),
    row("HTTP/1.0 that stays", ask(b"Connection: keep-alive", version=b"HTTP/1.0", host=[]), 200, KEPT,
        ["Connection: keep-alive"]),
    row("HTTP/1.0 with chunks", ask(b"Transfer-Encoding: chunked", version=b"HTTP/1.0", body=chunked(CANARY)), 400),
    row("HTTP/1.0 with a body", ask(sized(CANARY), version=b"HTTP/1.0", body=CANARY), 400),
    row("HTTP/0.9", b"GET /healthz\r\n\r\n", 400),
    row("HTTP/0.9 by number", ask(version=b"HTTP/0.9"), 505),
    row("HTTP/1.2", ask(version=b"HTTP/1.2"), 505),
    row("HTTP/1.10", ask(version=b"HTTP/1.10"), 505),
    row("HTTP/1.", ask(version=b"HTTP/1."), 505),
    row("HTTP/2.0", ask(version=b"HTTP/2.0"), 505),
    row("HTTP/11", ask(version=b"HTTP/11"), 505),
    row("http/1.1 in small letters", ask(version=b"http/1.1"), 400),
    row("another protocol", ask(version=b"RTSP/1.1"), 400),
    row("a word behind the version", ask(version=b"HTTP/1.1 x"), 400),
    row("TLS on a plain port", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\0" * 32 + b"\r\n\r\n", 400),
]

HOSTS = [
    row("no Host", ask(host=[]), 400),
    row("two Hosts", ask(host=[b"Host: a", b"Host: b"]), 400),
    row("two equal Hosts, apart", ask(b"Accept: */*", b"HOST: a"), 400),
    row("an empty Host", ask(host=[b"Host:"]), 400),
    row("a Host of spaces", ask(host=[b"Host:   "]), 400),
    row("a Host with a space", ask(host=[b"Host: a b"]), 400),
    row("a Host with a path", ask(host=[b"Host: a/b"]), 400),
    row("a Host with a user", ask(host=[b"Host: u@a"]), 400),
    row("a list of Hosts", ask(host=[b"Host: a, b"]), 400),
    row("a Host beyond ASCII", ask(host=["Host: b\u00fccher".encode()]), 400),
    row("a Host with a port", ask(host=[b"Host: docs.example.org:8080"]), 200, KEPT),
    row("an IPv6 Host", ask(host=[b"Host: [::1]:80"]), 200, KEPT),
]

TARGETS = [
    row("an escape", ask(target=b"/%68ealth%7A"), 200, KEPT),
    row("a query that nobody reads", ask(target=b"/healthz?a?b=c?&&=&"), 200, KEPT),
    row("%00 in the path", ask(target=b"/healthz%00"), 400),
    row("%00 before an extension", ask(target=b"/docs/lantern/index.html%00.css"), 400),
    row("%00 in the query", ask(target=b"/api/search?q=a%00b"), 200, KEPT),
    row("%0d%0a in the path", ask(target=b"/healthz%0d%0aX:%20a"), 400),
    row("%0d%0a in the query", ask(target=b"/api/search?q=%0d%0aSet-Cookie:%20a"), 200, KEPT),
    row("%7f in the path", ask(target=b"/healthz%7f"), 400),
    row("a lone percent sign", ask(target=b"/%"), 400),
    row("half an escape", ask(target=b"/a%4"), 400),
    row("a percent sign before an escape", ask(target=b"/%%41"), 400),
    row("a plus in a path is a plus", ask(target=b"/healthz+"), 404, KEPT),
    row("an escape that is none", ask(target=b"/a%zz"), 400),
    row("an escape as of old scripts", ask(target=b"/a%u0041"), 400),
    row("a bad escape in the query", ask(target=b"/api/search?q=100%"), 400),
    row("a bad escape in a name", ask(target=b"/api/search?q=a&%g1=b"), 400),
    row("an encoded slash", ask(target=b"/docs%2flantern/index.html"), 400),
    row("an encoded slash, capital", ask(target=b"/docs/lantern%2Findex.html"), 400),
    row("an encoded backslash", ask(target=b"/docs/lantern%5cindex.html"), 404, KEPT),
    row("dot segments", ask(target=b"/docs/../healthz"), 400),
    row("dot segments at the end", ask(target=b"/docs/.."), 400),
    row("one dot", ask(target=b"/./healthz"), 400),
    row("encoded dots", ask(target=b"/docs/%2e%2E/healthz"), 400),
    row("half encoded dots", ask(target=b"/docs/.%2e/healthz"), 400),
    row("dots encoded twice", ask(target=b"/docs/lantern/%252e%252e/x"), 404, KEPT),
    row("dots with a backslash", ask(target=b"/docs/lantern/..\\..\\x"), 404, KEPT),
    row("three dots", ask(target=b"/..."), 404, KEPT),
    row("two slashes", ask(target=b"//"), 404, KEPT),
    row("two slashes and a host", ask(target=b"//other.example/healthz"), 404, KEPT),
    row("a path that is not absolute", ask(target=b"healthz"), 400),
    row("a query only", ask(target=b"?q=a"), 400),
    row("no target", b"GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    row("a fragment", ask(target=b"/healthz#a"), 404, KEPT),
    row("a raw control character", ask(target=b"/a\x01b"), 400),
    row("a raw NUL", ask(target=b"/healthz\x00b"), 400),
    row("a raw DEL", ask(target=b"/a\x7f"), 400),
    row("a raw tab", ask(target=b"/a\tb"), 400),
    row("raw bytes beyond ASCII", ask(target="/\u00e9".encode()), 400),
    row("raw bytes beyond ASCII in the query", ask(target="/api/search?q=\u00e9".encode()), 400),
    row("a raw control character in the query", ask(target=b"/api/search?q=a\x1bb"), 400),
    row("the longest target", ask(target=b"/api/search?q=" + b"a" * 4081), 200, KEPT),
    row("a target that is longer", ask(target=b"/api/search?q=" + b"a" * 4082), 414),
    row("a path that is longer", ask(target=b"/" + b"a" * 7000), 414),
    row("32 parameters", ask(target=b"/api/search?q=lamp&" + b"a=1&" * 31), 200, KEPT),
    row("33 parameters", ask(target=b"/api/search?q=lamp&" + b"a=1&" * 32), 400),
    row("absolute form", ask(target=b"http://127.0.0.1:" + PORT + b"/healthz"), 200, KEPT),
    row("absolute form with dots", ask(target=b"http://127.0.0.1:" + PORT + b"/../healthz"), 400),
    row("absolute form without a path", ask(target=b"http://127.0.0.1:" + PORT), 400),
    row("absolute form with a query", ask(target=b"HTTP://a:" + PORT + b"/api/search?q=lamp"), 200, KEPT),
    row("absolute form of an API path with a bad query", ask(target=b"http://a:" + PORT + b"/api/search?q=%zz"), 400,
        has=["Content-Type: " + API_TYPE]),
    row("absolute form of an API path with a body",
        ask(b"Content-Length: 1", target=b"https://a:" + PORT + b"/api/meta"), 400, has=["Content-Type: " + API_TYPE]),
    row("absolute form of an API path without Host", ask(target=b"http://a:" + PORT + b"/api/meta", host=[]), 400,
        has=["Content-Type: " + API_TYPE]),
    row("absolute form with a user", ask(target=b"http://u@127.0.0.1:" + PORT + b"/healthz"), 400),
    row("absolute form of another scheme", ask(target=b"ws://127.0.0.1:" + PORT + b"/healthz"), 400),
    row("absolute form without Host", ask(target=b"http://127.0.0.1:" + PORT + b"/healthz", host=[]), 400),
    row("absolute form of another port", ask(target=b"http://other.example:1/healthz"), ()),
    row("asterisk form", ask(target=b"*", method=b"OPTIONS"), ()),
    row("asterisk form with GET", ask(target=b"*"), ()),
    row("authority form with GET", ask(target=b"a:80"), 400),
]

LINES = [
    row("bare line feeds", b"GET /healthz HTTP/1.1\nHost: a\n\n", 400),
    row("a bare line feed behind the request line", b"GET /healthz HTTP/1.1\nHost: a\r\n\r\n", 400),
    row("a bare line feed at the end", b"GET /healthz HTTP/1.1\r\nHost: a\n\n", 400),
    row("a bare line feed between headers", ask(b"X: a\nContent-Length: 44"), 400),
    row("a bare carriage return in a value", ask(b"X: a\rContent-Length: 44"), 400),
    row("a bare carriage return behind the request line", b"GET /healthz HTTP/1.1\rHost: a\r\n\r\n", 400),
    row("a folded line", ask(b"X: a", b" b"), 400),
    row("a folded line with a tab", ask(b"X: a", b"\tContent-Length: 44"), 400),
    row("a fold right behind the request line", ask(host=[b" X: a", b"Host: a"]), 400),
    row("a fold of spaces", ask(b"X: a", b"   "), 400),
    row("a tab around a value", ask(b"X:\ta"), 400),
    row("a control character in a value", ask(b"X: a\x01"), 400),
    row("a space before the colon", ask(b"X : a"), 400),
    row("a space before the colon of Content-Length", ask(b"Content-Length : 44"), 400),
    row("a tab before the colon", ask(b"Transfer-Encoding\t: chunked", body=chunked(CANARY)), 400),
    row("a vertical tab before the colon", ask(b"Transfer-Encoding\x0b: chunked"), 400),
    row("a space in a name", ask(b"Content Length: 44"), 400),
    row("a line without a colon", ask(b"Content-Length"), 400),
    row("a line without a name", ask(b": a"), 400),
    row("a name beyond ASCII", ask(b"\xe9: a"), 400),
    row("a name with brackets", ask(b"X(y): a"), 400),
    row("a NUL in a value", ask(b"X: a\x00b"), 400),
    row("a NUL in a name", ask(b"X\x00y: a"), 400),
    row("a NUL before a header", ask(b"\x00Content-Length: 44"), 400),
    row("an empty line first", b"\r\n" + GOOD, 400),
    row("two empty lines first", b"\r\n\r\n" + GOOD, 400),
    row("a bare line feed first", b"\n" + GOOD, 400),
    row("a space first", b" " + GOOD, 400),
    row("an empty line between two requests", GOOD + b"\r\n" + CANARY, (200, 400)),
    row("two spaces before the target", b"GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    row("two spaces behind the target", b"GET /healthz  HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    row("a space behind the version", ask(version=b"HTTP/1.1 "), 400),
    row("a tab before the target", b"GET\t/healthz HTTP/1.1\r\nHost: a\r\n\r\n", 400),
    row("a request line alone", b"GET\r\n\r\n", 400),
    row("64 header lines", ask(*[b"X: a"] * 63), 431),
    row("a Content-Length as the 65th line", ask(*[b"X: a"] * 63, sized(CANARY), body=CANARY), 431),
    row("chunks announced in the 70th line",
        ask(*[b"X: a"] * 68, b"Transfer-Encoding: chunked", body=chunked(CANARY)), 431),
    row("200 header lines", ask(*[b"X: a"] * 200), 431),
    row("a header over the limit", ask(b"X: " + b"a" * 9000), 431),
    row("a request line over the limit", ask(target=b"/" + b"a" * 9000), 431),
]

BODIES = [
    row("an empty body", ask(b"Content-Length: 0"), 200, KEPT),
    row("an empty body with zeros", ask(b"Content-Length: 000"), 200, KEPT),
    row("GET with a body", ask(sized(CANARY), body=CANARY), 400),
    row("HEAD with a body", ask(sized(CANARY), method=b"HEAD", body=CANARY), 400),
    row("GET with chunks", ask(b"Transfer-Encoding: chunked", body=chunked(CANARY)), 400),
    row("no chunk at all", ask(b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"), 400),
    row("chunks with an extension", ask(b"Transfer-Encoding: chunked", body=b"1;a\r\nb\r\n0\r\n\r\n"), 400),
    row("Content-Length and chunks",
        ask(b"Content-Length: 5", b"Transfer-Encoding: chunked", body=b"0\r\n\r\n"), 400),
    row("chunks and Content-Length", ask(b"Transfer-Encoding: chunked", b"Content-Length: 0", body=b"0\r\n\r\n"), 400),
    row("POST with both", ask(b"Content-Length: 5", b"Transfer-Encoding: chunked", method=b"POST",
                              body=b"0\r\n\r\n"), 400),
    row("two equal lengths", ask(b"Content-Length: 0", b"Content-Length: 0"), 400),
    row("two lengths", ask(b"Content-Length: 0", sized(CANARY, b"content-length: %d"), body=CANARY), 400),
    row("a list of lengths", ask(b"Content-Length: 0, %d" % len(CANARY), body=CANARY), 400),
    row("a length with a plus", ask(b"Content-Length: +0"), 400),
    row("a length below zero", ask(b"Content-Length: -1"), 400),
    row("a hexadecimal length", ask(b"Content-Length: 0x0"), 400),
    row("a length with a letter", ask(b"Content-Length: 0x"), 400),
    row("a length with a space", ask(b"Content-Length: 0 0"), 400),
    row("a length with a point", ask(b"Content-Length: 0.0"), 400),
    row("an empty length", ask(b"Content-Length:"), 400),
    row("a length that overflows", ask(b"Content-Length: 18446744073709551616", body=CANARY), 400),
    row("two encodings", ask(b"Transfer-Encoding: chunked", b"Transfer-Encoding: identity"), 400),
    row("a list of encodings", ask(b"Transfer-Encoding: gzip, chunked", body=chunked(CANARY)), 400),
    row("chunked, but not last", ask(b"Transfer-Encoding: chunked, gzip", body=chunked(CANARY)), 400),
    row("chunked in capitals", ask(b"Transfer-Encoding: CHUNKED", body=chunked(CANARY)), 400),
    row("an encoding nobody knows", ask(b"Transfer-Encoding: xchunked", body=chunked(CANARY)), 400),
    row("an encoding in quotes", ask(b'Transfer-Encoding: "chunked"', body=chunked(CANARY)), 400),
    row("an encoding behind a vertical tab", ask(b"Transfer-Encoding: \x0bchunked", body=chunked(CANARY)), 400),
    row("an empty encoding", ask(b"Transfer-Encoding:", body=chunked(CANARY)), 400),
    row("identity and a length", ask(b"Transfer-Encoding: identity", sized(CANARY), body=CANARY), 400),
    row("a request inside a chunk", ask(b"Transfer-Encoding: chunked", method=b"POST", body=chunked(CANARY * 3)), 405),
    row("Expect with a body", ask(b"Expect: 100-continue", sized(CANARY), method=b"POST", body=CANARY), 405),
    row("Expect on GET with a body", ask(b"Expect: 100-continue", sized(CANARY), body=CANARY), 400),
    row("Expect without a body", ask(b"Expect: 100-continue"), 200, KEPT),
]

CONNECTIONS = [
    row("close", ask(b"Connection: close"), 200, CLOSED, ["Connection: close"]),
    row("Close in capitals", ask(b"Connection: CLOSE"), 200),
    row("close in a list", ask(b"Connection: keep-alive, close"), 200),
    row("close in a second line", ask(b"Connection: keep-alive", b"Connection: close"), 200),
    row("close in a first line", ask(b"Connection: close", b"Connection: keep-alive"), 200),
    row("keep-alive", ask(b"Connection: keep-alive"), 200, KEPT),
    row("Keep-Alive in a list", ask(b"Connection: te, Keep-Alive", b"TE: trailers"), 200, KEPT),
    row("another option", ask(b"Connection: x"), 200),
    row("another option, then keep-alive", ask(b"Connection: x", b"Connection: keep-alive"), 200),
    row("a word that only begins like close", ask(b"Connection: keep-alive, closed"), 200, KEPT),
    row("Proxy-Connection says nothing", ask(b"Proxy-Connection: close"), 200, KEPT),
    row("an upgrade to WebSocket", ask(b"Connection: keep-alive, Upgrade", b"Upgrade: websocket",
                                       b"Sec-WebSocket-Version: 13", b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="),
        200),
    row("an upgrade to HTTP/2", ask(b"Connection: Upgrade, HTTP2-Settings", b"Upgrade: h2c",
                                    b"HTTP2-Settings: AAMAAABkAAQAAP__"), 200),
    row("an upgrade that Connection does not name", ask(b"Upgrade: h2c"), 200),
]

CONDITIONS = [
    row("any version will do", ask(b"If-None-Match: *", target=b"/"), 304, KEPT, ["ETag", "Date"],
        ["Content-Length", "Content-Type"]),
    row("HEAD, too", ask(b"If-None-Match: *", target=b"/", method=b"HEAD"), 304, KEPT, ["ETag"]),
    row("a list without ours", ask(b'If-None-Match: "a", W/"b"', target=b"/"), 200, KEPT, ["ETag"]),
    row("a tag without quotes", ask(b"If-None-Match: a", target=b"/"), 200, KEPT),
    row("a tag that is cut", ask(b'If-None-Match: "a', target=b"/"), 200, KEPT),
    row("a condition on what has no tag", ask(b"If-None-Match: *"), 200, KEPT),
    row("a condition on what is not there", ask(b"If-None-Match: *", target=b"/no"), 404, KEPT),
    row("a range is the whole", ask(b"Range: bytes=0-1", target=b"/"), 200, KEPT, ["ETag"], ["Content-Range"]),
    row("gzip", ask(b"Accept-Encoding: gzip", target=b"/"), 200, KEPT, ["Content-Encoding: gzip", "Vary"]),
    row("gzip refused", ask(b"Accept-Encoding: gzip;q=0", target=b"/"), 200, KEPT, ["Vary"], ["Content-Encoding"]),
]

TABLE = PLAIN + METHODS + VERSIONS + HOSTS + TARGETS + LINES + BODIES + CONNECTIONS + CONDITIONS
