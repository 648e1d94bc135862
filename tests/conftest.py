"""Set-up of all tests: what a machine is busy with decides nothing, so no example of hypothesis has a deadline."""

from hypothesis import settings

settings.register_profile("auditor", deadline=None)
settings.load_profile("auditor")
