"""Values and rules, pure: the standard library only, no clock, no file, no network."""
