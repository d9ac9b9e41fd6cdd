"""The WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

from gainful.site.memory import keep_little

os.umask(0o077)  # what the site writes may name people
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gainful.site.settings")
keep_little()  # a server of the agency's own starts here
application = get_wsgi_application()
