"""Fills the sample project: fill_prompts.py BASE KEY PROMPTS VERSIONS. Runs again without harm."""

import http.client
import json
import sys
import threading
import urllib.parse

base, key, prompts, versions = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
host = urllib.parse.urlsplit(base).netloc
TEXT = "You are an assistant of team {number}, version {version}. " + "Answer {{{{question}}}} briefly and politely. " * 20
lock = threading.Lock()
left = iter(range(prompts))


def call(connection, method, path, body):
    connection.request(method, path, json.dumps(body), {"Authorization": "Bearer " + key, "Content-Type": "application/json"})
    response = connection.getresponse()
    answer = response.read()
    if response.status not in (200, 201, 409):
        raise SystemExit(f"{method} {path}: {response.status} {answer[:300]!r}")
    return response.status


def fill():
    connection = http.client.HTTPConnection(host, timeout=60)
    while True:
        with lock:
            number = next(left, None)
        if number is None:
            return
        name = f"bench/prompt-{number}"
        path = "/v1/prompts/" + urllib.parse.quote(name, safe="")
        prompt = {"name": name, "prompt": TEXT.format(number=number, version=1), "labels": ["production"]}
        if call(connection, "POST", "/v1/prompts", prompt) == 409:
            continue
        for version in range(2, versions + 1):
            call(connection, "POST", path + "/versions", {"prompt": TEXT.format(number=number, version=version)})


threads = [threading.Thread(target=fill) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
