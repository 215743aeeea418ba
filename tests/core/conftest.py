from hypothesis import settings

# a busy machine may be slow for once; what holds does not depend on it
settings.register_profile("patient", deadline=None)
settings.load_profile("patient")
