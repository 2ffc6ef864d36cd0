"""Where chunks are scored: in this process, in one beside it, or on a Ray cluster.

A new executor is one module, and one line in `EXECUTORS`.
"""
