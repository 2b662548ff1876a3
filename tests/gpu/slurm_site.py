"""A site of a test: a server that answers as slurmrestd and Prometheus do, from the files in `data/`."""

import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from tests.gpu.answering import Site, answer

DATA = Path(__file__).parent / "data"
TOKEN = "eyJ-a-token-of-a-test"
FAMILIES = {"22.05": "v0.0.38", "24.11": "v0.0.42"}
T = 1_790_000_000


def slurmrestd(site: Site, family: str) -> None:
    """Let the site answer as slurmrestd of this version does."""
    version = FAMILIES[family]
    older = {"22.05": "v0.0.37", "24.11": "v0.0.41"}[family]
    paths = [f"/{place}/{number}/{name}" for place, name in (("slurm", "nodes"), ("slurm", "jobs"), ("slurmdb", "jobs"))
             for number in (older, version)]  # fmt: skip
    site.acts["/openapi/v3"] = answer(json.dumps({"openapi": "3.0.2", "paths": {path: {} for path in paths}}).encode())
    site.acts[f"/slurm/{version}/nodes"] = answer((DATA / f"nodes_{family}.json").read_bytes())
    site.acts[f"/slurm/{version}/jobs"] = answer((DATA / f"jobs_{family}.json").read_bytes())
    site.acts[f"/slurmdb/{version}/jobs"] = answer((DATA / f"runs_{family}.json").read_bytes())
    time = {"set": True, "infinite": False, "number": T} if family == "24.11" else T
    meta = json.loads((DATA / f"nodes_{family}.json").read_bytes())["meta"]
    site.acts[f"/slurm/{version}/diag"] = answer(
        json.dumps({"meta": meta, "errors": [], "statistics": {"req_time": time}}).encode()
    )
    tracked = [{"type": "cpu", "name": ""}, {"type": "gres", "name": "gpu"}, {"type": "gres", "name": "gpu:h100"}]
    key = "TRES" if family == "24.11" else "tres"
    site.acts[f"/slurmdb/{version}/tres"] = answer(json.dumps({"meta": meta, "errors": [], key: tracked}).encode())


def broken(site: Site, path: str, *, status: int = 500, said: str = "Unable to contact slurm controller") -> None:
    """Let a path answer with an error and an empty list, as it does while a daemon is away."""
    body = json.dumps({"errors": [{"description": said, "error_number": 1800}], "nodes": [], "jobs": []}).encode()
    site.acts[path] = answer(body, status)


def prometheus(site: Site, series: list[tuple[str, dict[str, str], str]], *, at: float, lost: int = 0) -> None:
    """Let the site answer queries with these series: name, labels, value; all scraped at `at`."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        query = parse_qs(urlsplit(handler.path).query)["query"][0]
        if query.startswith("up =="):
            rows = [{"metric": {"instance": f"x{number}"}, "value": [at + 1, "0"]} for number in range(lost)]
        elif "timestamp(" in query:
            rows = [{"metric": labels, "value": [at + 1, str(at)]} for _name, labels, _value in series]
        else:
            rows = [
                {"metric": {"__name__": name, **labels}, "value": [at + 1, value]} for name, labels, value in series
            ]
        body = {"status": "success", "data": {"resultType": "vector", "result": rows}}
        answer(json.dumps(body).encode())(handler)

    site.acts["/api/v1/query"] = act
