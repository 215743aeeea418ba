"""The service on a virtual clock: the same jobs, actions, templates and store, another wire."""
