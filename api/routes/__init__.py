"""The routes: one noun a file, a route is a sentence."""
