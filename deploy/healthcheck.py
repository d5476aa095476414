"""Exit with 0 if the bot in this container responds: a health check for an image that has neither curl nor wget."""

import http.client
import os
import sys

host, _, port = (os.environ.get("LISTEN") or "0.0.0.0:8080").rpartition(":")
here = {"0.0.0.0": "127.0.0.1", "[::]": "::1"}.get(host, host.strip("[]"))  # noqa: S104 (nothing is bound)
connection = http.client.HTTPConnection(here, int(port), timeout=5)  # it knows nothing of HTTP_PROXY
try:
    connection.request("GET", "/health/live")
    sys.exit(connection.getresponse().status != http.client.OK)
except OSError as error:
    sys.exit(f"the bot does not respond: {error}")
