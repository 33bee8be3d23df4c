-- How much of counters counts at the moment; takes and changes nothing.
-- KEYS: counters. ARGV: now in ms (0: the server's clock), then per counter: window in ms (0: concurrency), bucket in ms.
-- Returns what is used, in the order of the counters.
local now = tonumber(ARGV[1])
if now == 0 then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local answer = {}
for i = 1, #KEYS do
  local length, bucket = tonumber(ARGV[i * 2]), tonumber(ARGV[i * 2 + 1])
  local all = redis.call('HGETALL', KEYS[i])
  local sum, held, untils = 0, {}, {}
  for j = 1, #all, 2 do
    local name, value = all[j], tonumber(all[j + 1])
    if length > 0 then
      local index = tonumber(name)
      if index ~= nil and index >= math.floor((now - length - bucket) / bucket) then sum = sum + value end
    elseif string.sub(name, -2) == ':t' then untils[string.sub(name, 1, -3)] = value
    else held[name] = value end
  end
  for name, count in pairs(held) do
    if (untils[name] or 0) > now then sum = sum + count end
  end
  answer[i] = sum
end
return answer
