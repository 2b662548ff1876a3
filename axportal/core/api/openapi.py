"""What the OpenAPI generator is told: titles, version, and names for enumerations that several resources share."""

SPECTACULAR_SETTINGS = {
    "TITLE": "AX Portal API",
    "DESCRIPTION": (
        "The AX strategy of KAIST, GIST, DGIST and UNIST: zones, joint labs, schools, start-ups, GPUs, calls.\n\n"
        "What is public needs no token. Lists come in pages: follow `next` until it is null. Errors are problem+json "
        "with a `code` for programs and a `title` in the language of Accept-Language (ko or en). A method that an "
        "address does not know answers 405."
    ),
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "AUTHENTICATION_WHITELIST": [
        "axportal.accounts.authentication.TokenAuthentication",
        "gpu.api.push.SiteTokenAuthentication",
    ],
    "ENUM_SUFFIX": "",
    "ENUM_NAME_OVERRIDES": {  # `kind`, `status` and their like mean something else in each resource
        "OrganisationKind": "regions.models.Organisation.Kind",
        "OrganisationSize": "regions.models.Organisation.Size",
        "Succession": "regions.models.Province.Succession",
        "JointLabStatus": "labs.models.JointLab.Status",
        "GiftedSchoolKind": "talent.models.GiftedSchool.Kind",
        "GiftedSchoolStatus": "talent.models.GiftedSchool.Status",
        "StartupCentreAction": "startups.models.StartupCentre.Action",
        "StartupCentreStatus": "startups.models.StartupCentre.Status",
        "StartupStatus": "startups.models.Startup.Status",
        "StartupType": "startups.models.Startup.Kind",
        "ChallengeStatus": "axportal.challenges.models.Challenge.Status",
        "InterestStatus": "axportal.challenges.models.Interest.Status",
        "CallStatus": "axportal.calls.models.Call.Status",
        "CallPhase": "axportal.calls.models.Call.Phase",
        "CallProgramme": "axportal.calls.models.Call.Programme",
        "ApplicationStatus": "axportal.calls.models.Application.Status",
        "ConsortiumRole": "axportal.calls.models.ConsortiumMember.Role",
        "ReviewAssignmentStatus": "axportal.reviews.models.Assignment.Status",
        "ReviewPlanStatus": "axportal.reviews.models.Plan.Status",
        "TieKind": "axportal.reviews.models.Tie.Kind",
        "RecusalWay": "axportal.reviews.models.Recusal.Way",
        "SelectionStatus": "axportal.decisions.models.Selection.Status",
        "SelectionCause": "axportal.decisions.models.Selection.Cause",
        "ProposedCause": "axportal.decisions.api.serializers.PROPOSED_CAUSES",
        "DecisionOutcome": "axportal.decisions.models.Decision.Outcome",
        "FindingKind": "axportal.decisions.models.Finding.Kind",
        "ObjectionStatus": "axportal.decisions.models.Objection.Status",
        "ObjectionRemedy": "axportal.decisions.models.Objection.Remedy",
        "ObjectionOutcome": "axportal.decisions.api.serializers.OUTCOMES",
        "FactOrigin": "regions.models.FactModel.Origin",
        "FactGrade": "regions.models.FactModel.Grade",
    },
}
