"""The HTTP server: POST an article, get its profile."""
