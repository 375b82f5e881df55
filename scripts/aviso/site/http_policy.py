"""What a browser may do with a page: the headers of every response, and the policy in the page.

All server configurations and the pages themselves use these values. Sources: CSP Level 3,
Trusted Types, Permissions Policy, Fetch (the cross-origin headers), RFC 6797 (HSTS), RFC 9111
(caching).
"""

from __future__ import annotations

# A page needs only a style sheet and pictures from its own host. Everything else is off, including
# what default-src does not cover.
PAGE_POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    # Pages without a script request nothing, but programs that test them from within need it:
    # Lighthouse reads robots.txt.
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
# The search page also needs its script and the index that it fetches. The script makes no HTML from
# text.
SEARCH_POLICY = {
    "script-src": "'self'",
    "require-trusted-types-for": "'script'",
    "trusted-types": "'none'",
}
# Directives that work only in a header, not in a page (CSP 3, section 3.3).
HEADER_POLICY = {"frame-ancestors": "'none'"}

# Every feature that a browser knows (Chromium 156 knows the most), and the three hints about the
# reader's device that it sends by default.
FEATURES = (
    "accelerometer",
    "aria-notify",
    "autoplay",
    "browsing-topics",
    "camera",
    "captured-surface-control",
    "ch-ua",
    "ch-ua-mobile",
    "ch-ua-platform",
    "clipboard-read",
    "clipboard-write",
    "compute-pressure",
    "cross-origin-isolated",
    "deferred-fetch",
    "deferred-fetch-minimal",
    "digital-credentials-create",
    "digital-credentials-get",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "interest-cohort",
    "keyboard-map",
    "language-detector",
    "language-model",
    "local-fonts",
    "local-network",
    "local-network-access",
    "loopback-network",
    "magnetometer",
    "media-playback-while-not-visible",
    "microphone",
    "midi",
    "on-device-speech-recognition",
    "otp-credentials",
    "payment",
    "picture-in-picture",
    "private-state-token-issuance",
    "private-state-token-redemption",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "speaker-selection",
    "storage-access",
    "summarizer",
    "sync-xhr",
    "translator",
    "unload",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)

# Two years. Not for subdomains, which may belong to somebody else.
STRICT_TRANSPORT = "max-age=63072000"
REVALIDATED = "no-cache"
UNCHANGING = "public, max-age=31536000, immutable"
# A file with a digest of its content in its name, between dots: its content never changes. The
# pattern has no braces, which mean something else in Caddy's configuration.
DIGEST_NAME = r"\." + "[0-9a-f]" * 16 + r"[0-9a-f]*\.[a-z0-9]+$"

# Request headers that change the response: encodings and, at a bare address, also the language.
VARIES = "Accept-Encoding"
VARIES_BY_LANGUAGE = "Accept-Encoding, Accept-Language, Sec-Fetch-Site"

# The type of a file by its extension. Text types say that the file is UTF-8.
CONTENT_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "txt": "text/plain",
    "png": "image/png",
}
CHARSET = "utf-8"
TEXT_ENDINGS = ("html", "css", "js", "json", "xml", "svg", "txt")
MISSING_PAGE = "404.html"


def make_page_policy(has_script: bool) -> str:
    """Return the content policy in a page's meta element, for hosts that send no headers."""
    return _join(PAGE_POLICY | (SEARCH_POLICY if has_script else {}))


def make_header_policy() -> str:
    """Return the content policy of every response; a page's own only narrows it (CSP 3, 8.1)."""
    return _join(PAGE_POLICY | SEARCH_POLICY | HEADER_POLICY)


def _join(policy: dict[str, str]) -> str:
    return "; ".join(f"{directive} {value}" for directive, value in policy.items())


def make_headers() -> dict[str, str]:
    """Return the headers of every response, without those that depend on the file.

    Those are ``Cache-Control`` and ``Vary``.
    """
    return {
        "Content-Security-Policy": make_header_policy(),
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
        "X-Content-Type-Options": "nosniff",
        "Strict-Transport-Security": STRICT_TRANSPORT,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "Cross-Origin-Resource-Policy": "same-origin",
        # Chromium looks up the hosts of links before anybody follows them, unless told not to.
        "X-DNS-Prefetch-Control": "off",
    }


def find_content_type(ending: str) -> str:
    """Return the Content-Type of a file with this ending."""
    kind = CONTENT_TYPES.get(ending, "application/octet-stream")
    return f"{kind}; charset={CHARSET}" if ending in TEXT_ENDINGS else kind
