"""What the scheduler puts into the outbox, and how often: see `core/scheduling.py` for the words."""

SCHEDULE = {
    # job name: (task that the scheduler puts into the outbox, how often)
    "core.prune_outbox": ("axportal.core.tasks.prune_outbox", "daily 03:10"),
    "core.check_invariants": ("axportal.core.tasks.check_invariants", "daily 03:40"),
    "core.verify_files": ("axportal.core.tasks.verify_files", "daily 04:10"),
    "indicators.keep_figures": ("axportal.indicators.tasks.keep_figures", "daily 02:00"),
    "calls.keep_time": ("axportal.calls.tasks.keep_time", "every 60"),
    "calls.lapse_returns": ("axportal.calls.tasks.lapse_returns", "every 300"),
    "calls.forget_requests": ("axportal.calls.tasks.forget_requests", "daily 04:40"),
    "reviews.remind_due": ("axportal.reviews.tasks.remind_due", "every 300"),
    "decisions.remind_due": ("axportal.decisions.tasks.remind_due", "every 300"),
    "decisions.publish_due": ("axportal.decisions.tasks.publish_due", "every 60"),
    "decisions.finalise_due": ("axportal.decisions.tasks.finalise_due", "every 300"),
    "notices.send_digests": ("axportal.notices.tasks.send_digests", "daily 08:00"),
    "notices.note_given_up": ("axportal.notices.tasks.note_given_up", "every 300"),
    "retention.run_due": ("axportal.retention.tasks.run_due", "daily 02:30"),
    "gpu.poll_due": ("gpu.tasks.polling.poll_due", "every 5"),
    "gpu.look_back_due": ("gpu.tasks.polling.look_back_due", "daily 03:20"),
    "gpu.forget_batches": ("gpu.tasks.sites.forget_batches", "daily 04:50"),
    "gpu.watch": ("gpu.tasks.watch.watch", "every 60"),
    "gpu.watch_runaways": ("gpu.tasks.watch.watch_runaways", "every 60"),
    "gpu.compare_register": ("gpu.tasks.watch.compare_register", "daily 03:50"),
    "gpu.move_demonstration": ("gpu.tasks.watch.move_demonstration", "every 30"),
    "gpu.roll_up": ("gpu.tasks.rollups.roll_up", "every 60"),
    "gpu.keep_raw": ("gpu.tasks.rollups.keep_raw", "daily 03:00"),
    "core.fold_counters": ("axportal.core.tasks.fold_counters", "every 60"),
}
