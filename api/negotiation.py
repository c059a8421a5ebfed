"""Which of the offered media types a client likes best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request


def preferences(accept: str) -> list[tuple[str, float]]:
    """Media ranges of an Accept header with their quality, as written; an empty header accepts anything."""
    ranges = []
    for part in accept.split(","):
        media, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if not media:
            continue
        quality = next((p[2:] for p in parameters if p.startswith("q=")), "1")
        try:
            ranges.append((media, min(max(float(quality), 0.0), 1.0)))
        except ValueError:
            ranges.append((media, 0.0))
    return ranges or [("*/*", 1.0)]


def quality(media_type: str, accept: str) -> float:
    """How much a client likes a media type, 0 (not at all) to 1: the most specific range that fits decides."""
    kind = media_type.split("/")[0]
    fitting = [
        (len(r) if "*" not in r else r.count("/") + len(r) / 100 - 10 * r.count("*"), q)
        for r, q in preferences(accept)
        if r in (media_type, f"{kind}/*", "*/*")
    ]
    return max(fitting, default=(0.0, 0.0))[1]


def choose(offered: Sequence[str], accept: str) -> str | None:
    """The offered type that the client likes best, earlier ones first among equals; None where it likes none."""
    best = max(offered, key=lambda media_type: quality(media_type, accept), default=None)
    return best if best and quality(best, accept) > 0 else None


def prefers_html(accept: str, others: Sequence[str]) -> bool:
    """Whether a client likes a page better than any of the other types, as browsers do and programs do not."""
    return quality("text/html", accept) > max((quality(media_type, accept) for media_type in others), default=0.0)


def wants_page(request: Request) -> bool:
    """Whether a client would rather have a page than JSON, where both can be given."""
    return prefers_html(request.headers.get("accept", "*/*"), ("application/json",))
