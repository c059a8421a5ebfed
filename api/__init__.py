"""HTTP and command line over the knowledge graph; the composition root."""
