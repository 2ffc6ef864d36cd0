"""The commands, one module each: they read options, call the library, and hand what it gives to a view."""
