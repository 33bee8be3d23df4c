-- Takes from all counters of a call, or from none. One hash per counter.
-- A window counts grants in buckets of b ms; what was granted in the last window + b counts, because a grant may be used
-- for b after it was made. A concurrency counter holds "<instance>" = slots and "<instance>:t" = until when (ms).
-- KEYS: the counters. ARGV: now in ms (0: the server's clock), instance, concurrency lease in ms,
-- then per counter: amount, window in ms (0: concurrency), bucket in ms, need, want.
-- Returns {1, now, per counter: granted, left, ms until it is empty} or {0, now, index, ms until the need fits in, left}.
local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local me = ARGV[2]
local lease = tonumber(ARGV[3])
local used, ages = {}, {}

local function window(key, length, bucket)
  local oldest = math.floor((now - length - bucket) / bucket)
  local all = redis.call('HGETALL', key)
  local sum, found, gone = 0, {}, {}
  for i = 1, #all, 2 do
    local index = tonumber(all[i])
    if index == nil or index < oldest then
      gone[#gone + 1] = all[i]
    else
      sum = sum + tonumber(all[i + 1])
      found[#found + 1] = {index, tonumber(all[i + 1])}
    end
  end
  if #gone > 0 then redis.call('HDEL', key, unpack(gone)) end
  table.sort(found, function(a, b) return a[1] < b[1] end)
  return sum, found
end

local function slots(key)
  local all = redis.call('HGETALL', key)
  local held, untils, sum = {}, {}, 0
  for i = 1, #all, 2 do
    local name = all[i]
    if string.sub(name, -2) == ':t' then untils[string.sub(name, 1, -3)] = tonumber(all[i + 1])
    else held[name] = tonumber(all[i + 1]) end
  end
  for name, count in pairs(held) do
    if (untils[name] or 0) <= now then redis.call('HDEL', key, name, name .. ':t')
    else sum = sum + count end
  end
  return sum
end

for i = 1, #KEYS do
  local at = 3 + (i - 1) * 5
  local amount, length, bucket, need = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), tonumber(ARGV[at + 4])
  if length == 0 then used[i] = slots(KEYS[i]) else used[i], ages[i] = window(KEYS[i], length, bucket) end
  if used[i] + need > amount then
    local wait = -1
    if length > 0 and need <= amount then
      local over = used[i] + need - amount
      for _, age in ipairs(ages[i]) do
        over = over - age[2]
        -- A bucket stops counting when the oldest one that counts is the next.
        if over <= 0 then wait = (age[1] + 1) * bucket + length + bucket - now break end
      end
    end
    return {0, now, i, wait, amount - used[i]}
  end
end

local answer = {1, now}
for i = 1, #KEYS do
  local at = 3 + (i - 1) * 5
  local amount, length, bucket, want = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2]), tonumber(ARGV[at + 3]), tonumber(ARGV[at + 5])
  local granted = math.min(want, amount - used[i])
  local empty = 0
  if length == 0 then
    redis.call('HINCRBY', KEYS[i], me, granted)
    redis.call('HSET', KEYS[i], me .. ':t', now + lease)
    redis.call('PEXPIRE', KEYS[i], lease * 2)
  else
    if granted > 0 then
      redis.call('HINCRBY', KEYS[i], math.floor(now / bucket), granted)
      redis.call('PEXPIRE', KEYS[i], length + 3 * bucket)
    end
    empty = length + 2 * bucket
  end
  answer[#answer + 1] = granted
  answer[#answer + 1] = amount - used[i] - granted
  answer[#answer + 1] = empty
end
return answer
