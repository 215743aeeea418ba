"""Pages over HTTP, one file each; no rule lives here."""
