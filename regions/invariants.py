"""The share of the regions in what must always be true."""

from axportal.core.invariants import Invariant
from axportal.core.stored_files import StoredFiles

STORED_FILES = [StoredFiles("regions.Delegation", name="stored")]
INVARIANTS: list[Invariant] = []
