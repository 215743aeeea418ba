"""Watches a commune's administrative-reform plan: deadlines, reminders, escalation and reports."""

__version__ = "0.1.0"
