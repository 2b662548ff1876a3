"""How resources describe themselves in OpenAPI."""

from drf_spectacular.openapi import AutoSchema


class PortalSchema(AutoSchema):
    """The portal's schema generator."""
