"""What every app stands on: base model, workflow engine, outbox, invariants, errors, API conventions."""
