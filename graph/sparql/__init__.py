"""SPARQL: what a visitor's query may do, the engines that answer it, and the processes that it runs in."""
