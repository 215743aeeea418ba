"""The pages of those who sign in: the coordinator's desk, the leaders' page, the system's page."""
