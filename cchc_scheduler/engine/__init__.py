"""Finds the jobs, runs each under its guard, keeps one process per data folder."""
