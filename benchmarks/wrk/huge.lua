-- POST with the body in the file HUGE_BODY and the key that the environment says; prints one line that the scripts read.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local file = assert(io.open(os.getenv("HUGE_BODY"), "rb"))
wrk.body = file:read("*a")
file:close()
local key = os.getenv("BENCH_KEY")
if key then wrk.headers["Authorization"] = "Bearer " .. key end

function done(summary, latency, requests)
  local e = summary.errors
  local bad = e.connect + e.read + e.write + e.status + e.timeout
  io.write(string.format("RESULT %.1f %.0f %.0f %d\n",
    summary.requests / (summary.duration / 1000000), latency:percentile(50), latency:percentile(99), bad))
end
