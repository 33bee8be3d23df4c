"""How long a moved label takes to be served and to be told: label_moves.py BASE KEY NAME MOVES."""

import http.client
import json
import statistics
import sys
import threading
import time
import urllib.parse

base, key, name, moves = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
host = urllib.parse.urlsplit(base).netloc
path = "/v1/prompts/" + urllib.parse.quote(name, safe="")
headers = {"Authorization": "Bearer " + key, "Content-Type": "application/json"}
told = {}


def listen():
    connection = http.client.HTTPConnection(host, timeout=120)
    connection.request("GET", "/v1/prompt-events", headers=headers)
    response = connection.getresponse()
    for line in response:
        if line.startswith(b"data: {\"prompt\""):
            event = json.loads(line[6:])
            if event.get("label") == "moving":
                told[event["to"]] = time.perf_counter()


threading.Thread(target=listen, daemon=True).start()
time.sleep(1)
connection = http.client.HTTPConnection(host, timeout=30)


def call(method, target, body=None):
    connection.request(method, target, None if body is None else json.dumps(body), headers)
    response = connection.getresponse()
    return response.status, json.loads(response.read() or b"null")


newest = call("GET", path + "?label=latest")[1]["version"]
served = []
heard = []
for move in range(moves):
    version = move % min(newest, 10) + 1
    told.pop(version, None)
    status, answer = call("PUT", path + "/labels/moving", {"version": version})
    if status != 200:
        raise SystemExit(f"PUT labels/moving: {status} {answer}")
    began = time.perf_counter()
    while call("GET", path + "?label=moving")[1].get("version") != version:
        pass
    served.append(time.perf_counter() - began)
    end = time.perf_counter() + 5
    while version not in told and time.perf_counter() < end:
        time.sleep(0.001)
    heard.append(told.get(version, end) - began)

for what, seconds in (("served", served), ("told by /v1/prompt-events", heard)):
    print(f"a moved label is {what} after: median {statistics.median(seconds) * 1000:.0f} ms, worst {max(seconds) * 1000:.0f} ms of {moves}")
