"""Slurm: by its REST daemon or by OpenSSH, every version's answers in one form."""
