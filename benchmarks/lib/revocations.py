"""How long a revoked key is still served: revocations.py BASE MANAGE_KEY TENANT PROJECT TIMES."""

import http.client
import json
import statistics
import sys
import time
import urllib.parse

base, manage, tenant, project, times = *sys.argv[1:5], int(sys.argv[5])
host = urllib.parse.urlsplit(base).netloc
connection = http.client.HTTPConnection(host, timeout=30)
keys = f"/api/tenants/{tenant}/projects/{project}/keys"


def call(method, path, key, body=None):
    headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
    connection.request(method, path, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    return response.status, json.loads(response.read() or b"null")


took = []
for number in range(times):
    status, made = call("POST", keys, manage, {"name": f"revoked {number}", "scopes": ["call"]})
    if status != 201:
        raise SystemExit(f"POST {keys}: {status} {made}")
    while call("GET", "/v1/models", made["secret"])[0] != 200:
        pass
    call("DELETE", f"{keys}/{made['key']['id']}", manage)
    began = time.perf_counter()
    while call("GET", "/v1/models", made["secret"])[0] == 200:
        pass
    took.append(time.perf_counter() - began)
print(f"a revoked key is refused after: median {statistics.median(took) * 1000:.0f} ms, worst {max(took) * 1000:.0f} ms of {times}")
