"""Acceptance on the real thing: Slurm, Prometheus and sshd of Debian, and a whole portal that reads them.

`make slurm-test` runs it (scripts/slurm_test.sh), as root. It has a pytest configuration of its own in this folder, so
that nothing of the suite's fixtures comes into it, and the suite leaves it out (conftest.py). All modules share one
cluster of 24 GPUs with a monitor, read by REST, a second one read by SSH, two sites that push, and one portal as
`manage.py up` starts it. What is compared is read through the portal's public API and pages, and printed as
`expected | seen`; what is expected of a cluster is what its own programs say wherever they say it. With SLURM_ROOT all
of Slurm comes from a Debian 13 tree: 24.11 instead of 22.05.

The modules run by the order of their names; the tests are numbered after the acceptance tests of the design:
1 inventory, 2 allocation, 3 exact GPU-seconds, 4 requeues and arrays, 5 controller away, 6 accounting away, 7 expired
token, 8 drain, 9 dead server, 14 telemetry, 15 push, 17 reconciliation, 18 two clusters, 19 load.
"""
