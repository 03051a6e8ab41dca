"""What the settings tell browsers: the policy of scripts and styles, and the names of cookies.

Sources: CSP level 3, Permissions Policy, RFC 6265bis (`__Host-`), OWASP ASVS 5.0 V3.
"""

from csp.constants import NONE, SELF, UNSAFE_INLINE

YEAR = 365 * 24 * 3600
# The office's pages ask for none of these; the clipboard is written by buttons of the desk.
_UNASKED = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media",
    "gamepad", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer", "microphone", "midi",
    "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
PERMISSIONS = ", ".join(f"{name}=()" for name in _UNASKED)

# No script and no style but files of ours: neither in a tag, nor in an attribute, nor made of a text.
DIRECTIVES: dict[str, list[str]] = {
    "default-src": [SELF],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF, "data:"],
    "object-src": [NONE],
    "base-uri": [NONE],
    "form-action": [SELF],
    "frame-ancestors": [SELF],  # Wagtail's preview is a frame of the same site
}
# In the editors' room too no script but files of ours runs (decision 18). The text editor writes style into the page,
# and shows a picture before it is sent.
FOR_EDITORS: dict[str, list[str]] = {"style-src": [SELF, UNSAFE_INLINE], "img-src": [SELF, "data:", "blob:"]}


def host_only(name: str, *, secure: bool) -> str:
    """The name of a cookie that only this host can set and only TLS carries (RFC 6265bis, 4.1.3.2); bare without TLS,
    where a browser would refuse it.
    """
    return f"__Host-{name}" if secure else name
