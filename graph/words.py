"""Words as people write them: split, in the singular, without what does not tell names apart."""

from __future__ import annotations

import re

WORDS = re.compile(r"[^\W_]+")
_ARTICLES = {"a", "an", "the", "amazon", "aws"}
_TAILS = {"service", "services"}
_SLIP = 2
"""Letters that, glued to a whole word, do not begin another."""


def singular(word: str) -> str:
    """A word in the singular, near enough to compare: `policies` -> `policy`, `addresses` -> `address`, `SGs` -> `SG`; `SNS` stays."""
    if len(word) < 4:
        return word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    if word.endswith("ies"):
        return f"{word[:-3]}y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def form(text: str) -> str:
    """What names have in common that differ only in number, article, vendor or the word “service”: `the s3 service`, `Lambdas`."""
    found = WORDS.findall(text)
    while len(found) > 1 and found[0].casefold() in _ARTICLES:
        found = found[1:]
    while len(found) > 1 and found[-1].casefold() in _TAILS:
        found = found[:-1]
    if not found:
        return ""
    return "".join([*found[:-1], singular(found[-1])]).casefold()


def unfinished(typed: str, start: str, text: str) -> bool:
    """Whether the key `start` of what was typed stops inside a word of a name; one that stops after a word names something else, unless only “service” is missing.

    `kinesis data st` leads to Kinesis Data Streams, but `gateway load balancer` not to Gateway Load Balancer endpoint. A letter or two glued
    to a whole word are a slip: `sqss` is no SQS standard queue.
    """
    rest = [word.casefold() for word in WORDS.findall(text)]
    begun, last = "", ""
    while rest and len(begun) < len(start):
        begun += (last := rest.pop(0))
    if begun == start:
        return set(rest) <= _TAILS
    there = start[len(begun) - len(last) :]  # what has been typed of the last word
    return len(there) > _SLIP or there == start or WORDS.findall(typed.casefold())[-1:] == [there]
