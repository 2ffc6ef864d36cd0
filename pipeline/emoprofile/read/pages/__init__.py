"""Web pages: the article that is in one, and whether that is all of it; parsed in a process of its own."""
