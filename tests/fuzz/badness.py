"""What somebody might send who means ill, or whose program is broken."""

import json
from random import Random
from typing import Any
from urllib.parse import quote_from_bytes, quote_plus

BIG = "9" * 40
LONG = "a " * 60_000
TEXTS = (
    "", " ", "\x00", "a\x00b", "\r\nSet-Cookie: a=b", "\x1b[31m", "\ufffe", "\u202e", "\U0010ffff", "١٢", "-1", "0", "1e400",
    "NaN", "2147483648", "9223372036854775808", BIG, "None", "null", "[]", "{}", "true", "' OR 1=1 --", "\\", "%", "%00",
    "{{ 7|add:7 }}", "{% debug %}", "<script>alert(1)</script>", "../../../../etc/passwd", "file:///etc/passwd",
    "http://[::1]:6379/", "${jndi:ldap://x}", "a" * 300, "2026-02-31", "0000-00-00", "99999-01-01", "12:61", "\t\n\v\f", "é" * 5000,
)  # fmt: skip
RAW = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc0\x80", b"\xf5\x80\x80\x80", b"\x80", b"\x00", b"\xe2\x28\xa1", b"\xf0\x9f\x98")
PARTS = (
    "0",
    "-1",
    BIG,
    "9223372036854775807",
    "9223372036854775808",
    "abc",
    "..",
    ".",
    "%00",
    "a" * 500,
    "१",
    "1.0",
    "1;a=b",
    "note",
)
NAMES = (
    "page", "page_size", "text", "status", "year", "sort", "mine", "next", "topic", "area", "region", "demonstration", "format",
    "csrfmiddlewaretoken", "strand", "agency", "activity", "download", "name", "base", "client_id", "", "__proto__", "a[b]", "pk",
)  # fmt: skip
METHODS = ("GET", "GET", "POST", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "get", "\x00", "")
TYPES = (
    "application/json", "application/json; charset=utf-16", "application/json; charset=nonsense", "text/plain", "", ";", "/", "*/*",
    "application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=utf-7", "multipart/form-data",
    "application/x-www-form-urlencoded; charset=nonsense", "multipart/form-data; boundary=", "multipart/form-data; boundary=\x00",
    "multipart/form-data; boundary=" + "b" * 300, "multipart/mixed; boundary=b", "application/xml", "application/octet-stream",
    "application/json\x00", "multipart/form-data; boundary=é", "application/json; charset=base64", "application/json; charset=rot13",
    "application/x-www-form-urlencoded; charset=idna", "application/x-www-form-urlencoded; charset=punycode",
)  # fmt: skip
HEADERS: dict[str, tuple[str, ...]] = {
    "HTTP_IF_MATCH": ('"1"', "*", '"1', 'W/"1"', f'"{BIG}"', '"-1"', "\x00", '"1", "2"', '"\u0661"', ""),
    "HTTP_IF_NONE_MATCH": ("*", '"', "W/", "\xff", "a" * 5000),
    "HTTP_IF_MODIFIED_SINCE": ("yesterday", "Thu, 01 Jan 99999 00:00:00 GMT", "Mon, 00 Foo 0000 25:61:61 GMT", "\x00"),
    "HTTP_IF_UNMODIFIED_SINCE": ("yesterday", "Thu, 01 Jan 1970 00:00:00 GMT"),
    "HTTP_RANGE": ("bytes=0-", "bytes=-1", "bytes=9-1", f"bytes=0-{BIG}", "lines=1", "bytes=" + "0-1," * 500),
    "HTTP_ACCEPT": ("", "*/*;q=nan", "application/xml", "text/html;level=", ";;;", "a/b/c", "*/*;" + "a=b;" * 500, "\xff"),
    "HTTP_ACCEPT_LANGUAGE": ("cy", "xx-" + "y" * 600, "*;q=2", "en;q=", "\x00", "zh-hant-" * 60),
    "HTTP_ACCEPT_ENCODING": ("gzip;q=nan", "*;q=0", "\x00"),
    "HTTP_HOST": ("evil.example", "localhost:99999", "localhost:abc", "", "[::1", "localhost\x00", "a" * 300, "localhost@evil.example"),
    "HTTP_REFERER": ("http://evil.example/", "javascript:alert(1)", "http://[", "\xff"),
    "HTTP_ORIGIN": ("null", "http://evil.example", "http://[", "\x00"),
    "HTTP_AUTHORIZATION": ("Bearer", "Bearer ", "Bearer jtai_" + "a" * 5000, "Bearer \xff", "Basic !!!", "Bearer a b c", "\x00"),
    "HTTP_X_FORWARDED_FOR": ("127.0.0.1, evil", "\x00", "::1%eth0", "a," * 900),
    "HTTP_X_FORWARDED_PROTO": ("https", "ftp", "https,http"),
    "HTTP_X_FORWARDED_HOST": ("evil.example",),
    "HTTP_X_HTTP_METHOD_OVERRIDE": ("DELETE", "\x00"),
    "HTTP_X_CSRFTOKEN": ("\x00", "a" * 64, "é"),
    "HTTP_SEC_FETCH_SITE": ("cross-site", "\x00"),
    "HTTP_TRANSFER_ENCODING": ("chunked", "gzip, chunked"),
    "HTTP_CONTENT_ENCODING": ("gzip", "br"),
    "HTTP_EXPECT": ("100-continue", "x"),
    "CONTENT_LENGTH": ("-1", "abc", "0", BIG, "1e3", " 5", "\u0665"),
    "REMOTE_ADDR": ("", "not an address", "::1"),
}  # fmt: skip
COOKIES = (
    "{session}=" + "a" * 32, "{session}=\x00", "{session}=\xff\xfe", "{session}=" + "a" * 5000, "{session}", "=;=;=", "a=b;" * 500,
    'messages="' + "x" * 50, 'messages=[["__json_message",0,99,1]]', "csrftoken=é", "csrftoken=" + "a" * 64, "messages=a:b:c", "{session}=é; {session}=ü",
)  # fmt: skip


def json_value(random: Random, depth: int = 0) -> Any:
    """Anything that JSON can say, and some that it should not."""
    plain = (None, True, False, 0, -1, 2**31, 2**63, 10**30, 1.5, -0.0, float("nan"), float("inf"), "\ud800", "a\udfff", LONG)
    kind = random.randrange(6 if depth < 3 else 4)
    if kind == 4:
        return [json_value(random, depth + 1) for _ in range(random.randrange(4))]
    if kind == 5:
        return {random.choice(NAMES): json_value(random, depth + 1) for _ in range(random.randrange(4))}
    return random.choice(plain) if kind == 0 else random.choice(TEXTS)


def json_body(random: Random, good: dict[str, Any]) -> bytes:
    """A body that is nearly right, or quite wrong."""
    kind = random.randrange(10)
    if kind == 0:
        return random.choice(
            (b"", b"{", b"[]", b"null", b'"a"', b"0", b"\xff", b"{}{}", b'{"a":1,"a":2}', b"\xef\xbb\xbf{}", b"{'a':1}")
        )
    if kind == 1:
        deep = random.choice((50, 900, 5_000, 50_000))
        return random.choice((b"[" * deep + b"]" * deep, b'{"a":' * deep + b"1" + b"}" * deep))
    if kind == 2:
        return json.dumps(json_value(random)).encode()
    body = changed(random, good, json_value)
    data = json.dumps(body, default=str, ensure_ascii=random.random() < 0.9).encode("utf-8", "surrogatepass")
    if kind == 3:
        data = data.decode("utf-8", "surrogatepass").encode("utf-16", "surrogatepass")
    if kind == 4 and data:
        place = random.randrange(len(data))
        data = data[:place] + random.choice(RAW) + data[place + random.randrange(2) :]
    return data


def changed(random: Random, good: dict[str, Any], value: Any) -> dict[str, Any]:
    """The good body with some members replaced, left out or added."""
    body = dict(good)
    for name in list(body):
        fate = random.random()
        if fate < 0.25:
            body[name] = value(random)
        elif fate < 0.35:
            del body[name]
    if random.random() < 0.3:
        body[random.choice(NAMES)] = value(random)
    return body


def form_body(random: Random, good: dict[str, Any]) -> bytes:
    """As a browser would send it, with something wrong."""
    body = changed(random, good, lambda one: one.choice((*TEXTS, LONG)))
    pairs = []
    for name, value in body.items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [f"{quote_plus(str(name))}={quote_plus(str(one))}" for one in several]
    kind = random.randrange(8)
    if kind == 0 and pairs:
        pairs += pairs
    if kind == 1:
        pairs.append(f"{random.choice(NAMES)}={quote_from_bytes(random.choice(RAW))}")
    if kind == 2:
        pairs += [f"x{number}=" for number in range(random.choice((10, 2_500)))]
    if kind == 3:
        pairs.append(random.choice(("%", "%zz", "&&&", "=", ";", "a", "%ff=%ff", "a=%ed%a0%80")))
    return "&".join(pairs).encode("utf-8", "surrogatepass")


def multipart_body(random: Random, good: dict[str, Any]) -> bytes:
    """Parts that are cut, unnamed, encoded in a strange way, or files where words are asked."""
    names = [*good, "files", "file", "document", random.choice(NAMES)]
    blocks = []
    for name in names:
        value = str(good.get(name, random.choice(TEXTS))).encode("utf-8", "surrogatepass")
        head = random.choice(
            (
                f'Content-Disposition: form-data; name="{name}"',
                f'Content-Disposition: form-data; name="{name}"; filename="../../a\x00.pdf"\r\nContent-Type: application/pdf',
                f"Content-Disposition: form-data; name=\"{name}\"; filename*=nonsense''%ff\r\nContent-Type: image/png",
                f'Content-Disposition: form-data; name="{name}"; filename="a.docx"\r\nContent-Transfer-Encoding: base64',
                f'Content-Disposition: form-data; name="{name}"\r\nContent-Transfer-Encoding: quoted-printable',
                "Content-Disposition: form-data",
                "X: y",
                f'Content-Disposition: form-data; name="{name}"; filename=""',
            )
        )
        blocks.append(b"--b\r\n" + head.encode("utf-8", "surrogatepass") + b"\r\n\r\n" + value + random.choice(RAW) + b"\r\n")
    data = b"".join(blocks) + b"--b--\r\n"
    return data if random.random() < 0.7 else data[: random.randrange(len(data))]
