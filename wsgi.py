"""The door for a WSGI server: `gunicorn wsgi:app`."""

from config import Settings
from participation import create_app

app = create_app(Settings.from_environment())
