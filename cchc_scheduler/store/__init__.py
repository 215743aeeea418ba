"""Tables and queries, one file per noun; `database.work()` is the only door to a transaction."""
