"""`manage.py up`: one small supervisor for all processes of an installation."""
