"""The knowledge graph as a library: no HTTP, no HTML, no command line."""
