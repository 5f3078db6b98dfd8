"""What a page must not have in it, and what every answer must say about itself."""

from html.parser import HTMLParser

from django.http import HttpResponse

READ_BY_THE_POLICY = {
    "Content-Security-Policy": "default-src",
    "Permissions-Policy": "camera=()",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class Inline(HTMLParser):
    """Collects everything that the policy would have to make an exception for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.nonces: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.found += [f"<{tag} {name}>" for name in said if name == "style" or name.startswith("on")]
        self.found += [
            f"<{tag} {name}={text}>" for name, text in attrs if (text or "").strip().lower().startswith("javascript:")
        ]
        if tag == "style":
            self.found.append("<style>")
        if tag == "script":
            self.nonces.add(said.get("nonce") or "")
            if not said.get("src"):
                self.found.append("<script> without src")


def faults_of(response: HttpResponse) -> list[str]:
    """What is missing in the headers of an answer, and what stands inline in its page."""
    headers = response.headers
    found = [f"{name}: {headers.get(name)}" for name, part in READ_BY_THE_POLICY.items() if part not in headers.get(name, "")]
    policy = headers.get("Content-Security-Policy", "")
    found += [f"policy has {word}" for word in ("unsafe-inline", "unsafe-eval", "*", "http:") if word in policy.split()]
    found += [] if "frame-ancestors 'none'" in policy else ["it may be framed"]
    if headers.get("Content-Type", "").startswith("text/html") and not response.streaming:
        inline = Inline()
        inline.feed(response.content.decode())
        found += inline.found
        found += [f"nonce {nonce!r} is not in the policy" for nonce in inline.nonces if f"'nonce-{nonce}'" not in policy]
    return found
