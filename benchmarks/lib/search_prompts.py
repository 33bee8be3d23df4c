"""Times lists and searches of prompts over HTTP: search_prompts.py BASE KEY ROUNDS."""

import http.client
import json
import statistics
import sys
import time
import urllib.parse

base, key, rounds = sys.argv[1], sys.argv[2], int(sys.argv[3])
connection = http.client.HTTPConnection(urllib.parse.urlsplit(base).netloc, timeout=60)
ASKED = [
    ("first page of 50", {}),
    ("a folder of 100", {"folder": "bench/042"}),
    ("by label", {"label": "production"}),
    ("환불 (few)", {"q": "환불"}),
    ("refund (few)", {"q": "refund"}),
    ("refund 환불하시 (both)", {"q": "refund 환불하시"}),
    ("정중하고 (all)", {"q": "정중하고"}),
    ("politely (all)", {"q": "politely"}),
    ("nowhere (none)", {"q": "nowhere"}),
]


def ask(parameters):
    start = time.perf_counter()
    connection.request("GET", "/v1/prompts?" + urllib.parse.urlencode({"limit": 50, **parameters}), headers={"Authorization": "Bearer " + key})
    response = connection.getresponse()
    body = response.read()
    took = (time.perf_counter() - start) * 1000
    if response.status != 200:
        raise SystemExit(f"{parameters}: {response.status} {body[:300]!r}")
    return took, len(json.loads(body)["data"])


print("| GET /v1/prompts | found on the page | p50 ms | worst ms |")
print("|---|--:|--:|--:|")
for name, parameters in ASKED:
    for _ in range(3):
        ask(parameters)
    times = [ask(parameters) for _ in range(rounds)]
    took = [ms for ms, _ in times]
    print(f"| {name} | {times[0][1]} | {statistics.median(took):.1f} | {max(took):.1f} |")
