-- What an instance holds of a concurrency counter, as it is; a loss of Redis' memory is made good by it.
-- KEYS: the counter. ARGV: instance, lease in ms, slots held.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = tonumber(ARGV[2])
if tonumber(ARGV[3]) > 0 then
  redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], ARGV[1] .. ':t', now + lease)
  redis.call('PEXPIRE', KEYS[1], lease * 2)
else
  redis.call('HDEL', KEYS[1], ARGV[1], ARGV[1] .. ':t')
end
return 1
