-- Brings back what was granted and not used (a negative amount: what was used beyond it).
-- KEYS: counters. ARGV: now in ms (0: the server's clock), then per counter: when it was granted (ms), bucket in ms, amount,
-- window in ms.
local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
for i = 1, #KEYS do
  local at = 1 + (i - 1) * 4
  local granted, bucket, amount, length = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
  if amount < 0 then
    redis.call('HINCRBY', KEYS[i], math.floor(now / bucket), -amount)
    redis.call('PEXPIRE', KEYS[i], length + 3 * bucket)
  else
    local field = math.floor(granted / bucket)
    local left = tonumber(redis.call('HGET', KEYS[i], field) or '0')
    if left > 0 then redis.call('HSET', KEYS[i], field, math.max(0, left - amount)) end
  end
end
return #KEYS
