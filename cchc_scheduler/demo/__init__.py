"""The demonstration: a half-year played through a real mail server on loopback, then one page."""
