"""Questions that people ask by clicking: one value, told as a sentence or as SPARQL, and read back from either.

What the explorer's actions ask, the REST routes answer and a query can say is the same `Question`. Equal questions have equal answers:

- *related*: the same things, whatever their order (REST ranks them; a query cannot).
- *things*: the same things.
- *path*: the same hops on the same ways, with the same passages as evidence. Which ways are the best is REST's judgement, so the query
  holds those ways and asks which words say each hop.
- *compare*: the same facts: what each thing has, lacks for certain, or is worth. REST puts facts of one relation into one row and
  weighs the rows; the query lists them one by one. What is not known is in neither.
"""

from graph.asked.question import Question, Subject
from graph.asked.sentences import PATTERNS, read, say
from graph.asked.sparql import recognise, write

__all__ = ["PATTERNS", "Question", "Subject", "read", "recognise", "say", "write"]
