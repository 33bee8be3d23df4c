"""Connects providers and prices their models: connect.py BASE KEY TENANT SLUG URL [SLUG URL]... Runs again without harm."""

import json
import sys
import urllib.error
import urllib.request

base, key, tenant = sys.argv[1:4]


def call(method, path, body=None):
    request = urllib.request.Request(
        f"{base}/api/tenants/{tenant}{path}",
        None if body is None else json.dumps(body).encode(),
        {"Authorization": "Bearer " + key, "Content-Type": "application/json"},
        method=method,
    )
    try:
        with urllib.request.urlopen(request, timeout=60) as response:
            return json.loads(response.read() or b"null")
    except urllib.error.HTTPError as error:
        if error.code == 409:
            return None
        raise SystemExit(f"{method} {path}: {error.code} {error.read()[:300]!r}") from error


for slug, url in zip(sys.argv[4::2], sys.argv[5::2]):
    made = call("POST", "/connections", {"slug": slug, "name": slug, "baseUrl": url, "secret": "sk-benchmark"})
    if made:
        call("POST", f"/connections/{made['id']}/import")
for model in call("GET", "/models")["items"]:
    if not model["shared"] and model.get("price") is None:
        call("POST", f"/models/{model['id']}/prices", {"currency": "USD", "uncachedInput": "2.5", "output": "10"})
