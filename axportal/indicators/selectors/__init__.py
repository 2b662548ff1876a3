"""The programme's figures: what is counted, now and on kept days."""

from axportal.indicators.selectors.figures import Figures, count_now, kept_days, kept_figures, kept_on
from axportal.indicators.selectors.measures import GPU, LABS, STARTUPS, TALENT, TASKS, Measure, Task, task_of
from axportal.indicators.selectors.totals import Total, total_of

__all__ = [
    "GPU",
    "LABS",
    "STARTUPS",
    "TALENT",
    "TASKS",
    "Figures",
    "Measure",
    "Task",
    "Total",
    "count_now",
    "kept_days",
    "kept_figures",
    "kept_on",
    "task_of",
    "total_of",
]
