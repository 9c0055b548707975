"""What a web server loads: `gunicorn kahro.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kahro.settings")
application = get_wsgi_application()
