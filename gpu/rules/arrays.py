"""How many jobs an array has that wait as one record: `1-10`, `1,3,9-21:4%5`, or the mask `0x7FE`.

Slurm shows the tasks of an array that have not begun yet as one job with what each of them asks for.
"""

import re

MOST = 4_000_001
"""The greatest MaxArraySize; a text that names more is none of Slurm's."""
_PIECE = re.compile(r"(?P<first>\d{1,9})(?:-(?P<last>\d{1,9})(?::(?P<step>\d{1,9}))?)?", re.ASCII)
_MASK = re.compile(r"0x[0-9a-f]{1,1000000}", re.IGNORECASE)


def size(text: str) -> int:
    """The tasks that `array_task_string` names; 1 for a job that is no array, or whose text cannot be read.

    A long list is cut by Slurm itself and ends in dots: then what it names is counted, the least that waits.
    """
    tasks = text.strip().strip("[]").partition("%")[0]
    if _MASK.fullmatch(tasks):
        return max(min(int(tasks, 16).bit_count(), MOST), 1)
    pieces = [_PIECE.fullmatch(piece.strip()) for piece in tasks.split(",")]
    found = sum(_number(piece) for piece in pieces if piece is not None)
    return max(min(found, MOST), 1)


def _number(piece: "re.Match[str]") -> int:
    first, last, step = int(piece["first"]), int(piece["last"] or piece["first"]), int(piece["step"] or 1)
    return (last - first) // step + 1 if last >= first and step else 0
