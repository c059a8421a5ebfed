"""The text of the notes: where a quote stands, which words are covered. Knows no IRI."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

RULER = re.compile(r"-(?:\s?[A-Z][a-z]{2} ?\d{1,2})?-{8,}")
WORD = re.compile(r"\S*\w\S*")
CONTEXT = 40
"""Characters of text before and after a quote that identify it (TextQuoteSelector prefix and suffix)."""


class QuoteError(ValueError):
    """A quote that cannot be placed; the message says why, `nearest` what the notes say instead."""

    def __init__(self, message: str, nearest: str) -> None:
        """Keep the nearest words of the notes."""
        super().__init__(message)
        self.nearest = nearest


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the notes in code points, end exclusive."""

    start: int
    end: int


class Notes:
    """One text of notes, verbatim, cut into sections by the words they begin with."""

    def __init__(self, text: str, beginnings: dict[str, str]) -> None:
        """`beginnings` maps a section's id to its first words, in the order of the text. Raises QuoteError."""
        self.text = text
        starts = {section: self.locate(words).start for section, words in beginnings.items()}
        self._ids = sorted(starts, key=starts.__getitem__)
        self._starts = [starts[section] for section in self._ids]
        ends = [*self._starts, len(text)][1:]
        self.sections: dict[str, Span] = dict(zip(self._ids, map(Span, self._starts, ends), strict=True))

    def locate(self, quote: str, prefix: str = "") -> Span:
        """The one place where `prefix` + `quote` stands; the span is the quote's. Raises QuoteError."""
        count = self.text.count(prefix + quote)
        if count == 1:
            start = self.text.index(prefix + quote) + len(prefix)
            return Span(start, start + len(quote))
        if count > 1:
            places = [m.start() for m in re.finditer(re.escape(prefix + quote), self.text)]
            around = " | ".join(self.text[max(0, p - 25) : p + len(prefix)] for p in places[:3])
            raise QuoteError(f"stands {count} times in the notes", around)
        raise QuoteError("does not stand in the notes", self.nearest(quote))

    def nearest(self, quote: str) -> str:
        """The stretch of the notes most like `quote`, of about its length."""
        match = difflib.SequenceMatcher(None, self.text.casefold(), quote.casefold(), autojunk=False).find_longest_match()
        start = max(0, match.a - match.b)
        return self.text[start : start + len(quote)]

    def context(self, span: Span) -> tuple[str, str]:
        """The words right before and after a span, within the text."""
        return self.text[max(0, span.start - CONTEXT) : span.start], self.text[span.end : span.end + CONTEXT]

    def words(self) -> list[Span]:
        """Every word of the notes; rulers and lone punctuation are none."""
        blank = RULER.sub(lambda ruler: " " * len(ruler.group()), self.text)
        return [Span(m.start(), m.end()) for m in WORD.finditer(blank)]

    def uncovered(self, spans: list[Span]) -> list[Span]:
        """The words of which some letter or digit lies in no span."""
        covered = bytearray(len(self.text))
        for span in spans:
            covered[span.start : span.end] = b"\x01" * (span.end - span.start)
        return [word for word in self.words() if any(not covered[i] and self.text[i].isalnum() for i in range(word.start, word.end))]
