"""A stand-in for NVIDIA's dcgm-exporter: its metric names, labels and text format, for GPUs that do not exist.

    python -m tests.slurm.dcgm_exporter --port 19400 --node g01 --gpus 8 --model "NVIDIA H100 80GB HBM3" --state FILE

What it shows is read from the state file at every scrape, so that a test decides it:

    {"host_label": "Hostname",            "hostname" for exporters from mid-2026 on
     "default": {"util": 0},
     "gpu": {"0": {"util": 95, "job": "1234"}, "1": {"jobs": ["7", "8"]}, "3": {"absent": true}, "5": {"xid": 79},
             "6": {"nodata": ["DCGM_FI_DEV_GPU_UTIL"]}},
     "fail": 503}                         answer every scrape with this status
"""

import argparse
import hashlib
import json
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

#: name: (type, help); names and types as in the exporter's default counters file
METRICS = {
    "DCGM_FI_DEV_SM_CLOCK": ("gauge", "SM clock frequency (in MHz)."),
    "DCGM_FI_DEV_GPU_TEMP": ("gauge", "GPU temperature (in C)."),
    "DCGM_FI_DEV_POWER_USAGE": ("gauge", "Power draw (in W)."),
    "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION": ("counter", "Total energy consumption since boot (in mJ)."),
    "DCGM_FI_DEV_GPU_UTIL": ("gauge", "GPU utilization (in %)."),
    "DCGM_FI_DEV_MEM_COPY_UTIL": ("gauge", "Memory utilization (in %)."),
    "DCGM_FI_DEV_XID_ERRORS": ("gauge", "Value of the last XID error encountered."),
    "DCGM_FI_DEV_FB_FREE": ("gauge", "Framebuffer memory free (in MiB)."),
    "DCGM_FI_DEV_FB_USED": ("gauge", "Framebuffer memory used (in MiB)."),
    "DCGM_FI_PROF_GR_ENGINE_ACTIVE": ("gauge", "Ratio of time the graphics engine is active."),
    "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE": ("gauge", "Ratio of cycles the tensor (HMMA) pipe is active."),
    "DCGM_FI_PROF_DRAM_ACTIVE": ("gauge", "Ratio of cycles the device memory interface is active."),
}


def uid_of(node: str, index: int) -> str:
    """The UUID of a GPU: the same on every start."""
    digest = hashlib.sha256(f"{node}/{index}".encode()).hexdigest()
    return f"GPU-{digest[:8]}-{digest[8:12]}-{digest[12:16]}-{digest[16:20]}-{digest[20:32]}"


def values(told: dict[str, Any], memory_mib: int, seconds: float) -> dict[str, str]:
    """What each metric of one GPU shows."""
    util = float(told.get("util", 0))
    used = int(told.get("fb_used", round(memory_mib * (0.01 + 0.8 * util / 100))))
    power = float(told.get("power", 70 + 6.3 * util))
    return {
        "DCGM_FI_DEV_SM_CLOCK": "345" if util == 0 else "1980",
        "DCGM_FI_DEV_GPU_TEMP": str(int(told.get("temp", 32 + util * 0.35))),
        "DCGM_FI_DEV_POWER_USAGE": f"{power:f}",
        "DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION": str(int(power * 1000 * seconds)),
        "DCGM_FI_DEV_GPU_UTIL": str(int(util)),
        "DCGM_FI_DEV_MEM_COPY_UTIL": str(int(util * 0.6)),
        "DCGM_FI_DEV_XID_ERRORS": str(int(told.get("xid", 0))),
        "DCGM_FI_DEV_FB_FREE": str(memory_mib - used),
        "DCGM_FI_DEV_FB_USED": str(used),
        "DCGM_FI_PROF_GR_ENGINE_ACTIVE": f"{util / 100:f}",
        "DCGM_FI_PROF_PIPE_TENSOR_ACTIVE": f"{util / 100 * 0.4:f}",
        "DCGM_FI_PROF_DRAM_ACTIVE": f"{util / 100 * 0.5:f}",
    }


def render(options: argparse.Namespace, state: dict[str, Any], seconds: float) -> str:
    """The answer to a scrape, so many seconds after the start."""
    rows: dict[str, list[str]] = {name: [] for name in METRICS}
    for index in range(options.gpus):
        told = {**state.get("default", {}), **state.get("gpu", {}).get(str(index), {})}
        if told.get("absent"):
            continue  # a GPU that fell off the bus has no series at all
        labels = {
            "gpu": str(index),
            "UUID": uid_of(options.node, index),
            "pci_bus_id": f"00000000:{0x18 + index:02X}:00.0",
            "device": f"nvidia{index}",
            "modelName": options.model,
            state.get("host_label", "Hostname"): options.node,
            "DCGM_FI_DRIVER_VERSION": "570.86.15",
        }
        jobs = told.get("jobs") or [told.get("job", "")]  # a GPU shared by two jobs has two series of the same value
        for name, value in values(told, options.memory, seconds).items():
            if name in told.get("nodata", ()):
                continue  # the exporter leaves a field without a value out: never a zero
            more = {"err_code": value, "err_msg": "No Error"} if name == "DCGM_FI_DEV_XID_ERRORS" else {}
            for job in jobs:
                named = {**labels, **more, **({"hpc_job": str(job)} if job else {})}
                text = ",".join(f'{label}="{said}"' for label, said in named.items())
                rows[name].append(f"{name}{{{text}}} {value}")
    out = []
    for name, (kind, text) in METRICS.items():
        if rows[name]:
            out += [f"# HELP {name} {text}", f"# TYPE {name} {kind}", *rows[name]]
    return "\n".join(out) + "\n"


def handler(options: argparse.Namespace) -> type[BaseHTTPRequestHandler]:
    """What answers the scrapes."""
    born = time.time()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            state = json.loads(Path(options.state).read_text()) if options.state else {}
            if self.path != "/metrics" or state.get("fail"):
                self.send_error(int(state.get("fail", 404)))
                return
            body = render(options, state, time.time() - born).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler


def main() -> None:
    """Serve on loopback until ended."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=19400)
    parser.add_argument("--node", default="g01")
    parser.add_argument("--gpus", type=int, default=8)
    parser.add_argument("--model", default="NVIDIA H100 80GB HBM3")
    parser.add_argument("--memory", type=int, default=81559)
    parser.add_argument("--state")
    options = parser.parse_args()
    ThreadingHTTPServer(("127.0.0.1", options.port), handler(options)).serve_forever()


if __name__ == "__main__":
    main()
