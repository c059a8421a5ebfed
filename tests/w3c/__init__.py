"""The W3C's query tests (SPARQL 1.0 and 1.1), asked of Fanout over HTTP: `python -m tests.w3c --help`."""
