"""What the service and its people do: one verb a file; each reads, asks core, writes, commits."""
