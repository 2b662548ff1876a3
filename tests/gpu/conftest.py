"""What every test of GPU sites stands on."""

import pyrage
import pytest


@pytest.fixture(autouse=True)
def connector_key(settings):
    """A key that seals the secrets of connectors, as a deployment with somebody else's servers has to give one."""
    settings.CONNECTOR_KEY = str(pyrage.x25519.Identity.generate())
