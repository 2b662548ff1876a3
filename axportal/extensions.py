"""What lower layers look up by name and upper layers own: no import runs upwards. Each name is a setting."""

SCOPE_LOADER = "regions.memberships.load_scope"
CHROME_LOADER = "axportal.dashboard.selectors.chrome"
REFERENCE_LOADERS = [
    "regions.services.reference.load_reference",
    "gpu.services.reference.load_reference",
    "talent.services.reference.load_reference",
    "startups.services.reference.load_reference",
    "axportal.retention.services.schedule.load_reference",
]
DEMONSTRATION_LOADERS = [
    "regions.services.demonstration.load_demonstration",
    "gpu.services.demonstration.load_demonstration",
    "labs.services.demonstration.load_demonstration",
    "startups.services.demonstration.load_demonstration",
    "axportal.challenges.services.demonstration.load_demonstration",
    "axportal.calls.services.demonstration.load_demonstration",
    "axportal.reviews.services.demonstration.load_demonstration",
    "axportal.decisions.services.demonstration.load_demonstration",
    "axportal.notices.services.demonstration.load_demonstration",
    "axportal.retention.services.demonstration.load_demonstration",
    "axportal.indicators.services.demonstration.load_demonstration",
]
DEMONSTRATION_BULK_LOADERS = ["labs.services.bulk_demonstration.load_rows"]
DEMONSTRATION_REMOVERS = [  # upper apps first
    "axportal.retention.services.demonstration.remove_demonstration",
    "axportal.notices.services.demonstration.remove_demonstration",
    "axportal.indicators.services.demonstration.remove_demonstration",
    "startups.services.demonstration.remove_demonstration",
    "labs.services.demonstration.remove_demonstration",
    "gpu.services.demonstration.remove_demonstration",
    "axportal.decisions.services.demonstration.remove_demonstration",
    "axportal.reviews.services.demonstration.remove_demonstration",
    "axportal.calls.services.demonstration.remove_demonstration",
    "axportal.challenges.services.demonstration.remove_demonstration",
    "regions.services.demonstration.remove_demonstration",
]
RECORD_TYPES = [
    "labs.records.JOINT_LAB",
    "talent.records.GIFTED_SCHOOL",
    "startups.records.STARTUP_CENTRE",
    "startups.records.STARTUP",
    "gpu.records.GPU_POOL",
    "gpu.records.DATA_CENTRE",
    "gpu.records.GPU_MODEL",
    "regions.records.ORGANISATION",
    "regions.records.PROVINCE",
    "regions.records.INDUSTRY",
]
NOTICE_KINDS = [
    "regions.rules.KINDS",
    "axportal.calls.rules.notices.KINDS",
    "axportal.reviews.rules.notices.KINDS",
    "axportal.decisions.rules.notices.KINDS",
    "axportal.challenges.rules.KINDS",
    "gpu.rules.notices.KINDS",
]
INVARIANT_MODULES = [
    "axportal.core",
    "axportal.audit",
    "regions",
    "axportal.calls",
    "axportal.reviews",
    "axportal.decisions",
    "labs",
    "axportal.reports",
    "axportal.retention",
    "gpu",
]
