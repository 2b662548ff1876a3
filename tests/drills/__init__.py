"""Drills: the whole portal as `manage.py up` starts it, clients that write, and something that breaks.

`python -m tests.drills NAME… [--seed N] [--quick]` (or `make drill-NAME`) runs drills one after another and ends with a
table; the exit code is 1 when a goal was missed. How to write one:

1. A module `tests/drills/NAME.py` with `GOALS` (id → what it says, as in docs/reliability.md) and `drill(run)`. Name it
   in `__main__.DRILLS`; what fits into four minutes with all others also in `__main__.QUICK`.
2. `with run.portal() as portal:` gives an `Installation` that runs, shared with the other drills of this call and
   prepared once. `run.portal(own=True, PORT_OR_OTHER="…")` gives one of your own on a copy of the prepared folder, with
   these variables in its environment; do that when the fault cannot be undone or needs another environment.
   `run.prepared(folder)` only copies the prepared folder (into a file system of your own, for instance).
3. `with run.clients(portal) as clients:` starts applicants as processes of their own (`client.py`): scripts with tokens
   and browsers with cookies that hand in, click twice, edit and withdraw by a seeded plan, retry as such callers would,
   and write every intention and every answer into a file. `run.applicants(portal, closes_in=30)` makes a call of your
   own first when its deadline matters. `clients.wait_for_yes()` returns the moment somebody has been told "yes".
4. Break something. `faults.py` has kills and hangs that wait for the recovery; tell each by `run.injected("what")`, and
   how long it took to heal by `run.recovered("what", seconds)`. Take every choice from `run.rng` (seeded).
5. `check.settle(run, portal, clients)` when the clients have ended: waits until the outbox is empty, runs invariants,
   `audit_verify`, `files_verify`, compares mails and the clients' files with what is there, and fills `run.tally`.
6. `run.expect("R11", holds, "every page answered: 0 of 512 failed")` for each statement about a goal. A goal is met
   when all its statements hold. No asserts on numbers: a missed goal is a line in the table, not a traceback. Times are
   compared with `run.limit(seconds)`: `--patience 6` allows a busy machine six times as much.

What a client was told: "yes" → it has to be there; "no" → it must not be; "unknown" (it gave up without an answer) → it
may be there once. `run.quick` asks for the short form; say what is shorter in `run.say`.
"""
