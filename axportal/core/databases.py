"""How settings describe a connection to PostgreSQL."""

import environ


def database(url: str, **limits: str) -> dict[str, object]:
    """One PostgreSQL connection; `limits` are server settings sent when connecting (times in ms)."""
    config: dict[str, object] = environ.Env.db_url_config(url)
    given = config.get("OPTIONS", {})
    options = " ".join(f"-c {name}={value}" for name, value in limits.items())
    return {
        **config,
        "ENGINE": "axportal.core.postgres",
        "OPTIONS": {**(given if isinstance(given, dict) else {}), "options": options, "connect_timeout": 3},
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }
