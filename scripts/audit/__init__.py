"""What `make audit` runs: each check gives findings; a finding is allowed with a reason or fails the audit."""
