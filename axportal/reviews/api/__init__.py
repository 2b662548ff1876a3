"""Reviews over the API: a reviewer's own work, by the services of the pages."""
