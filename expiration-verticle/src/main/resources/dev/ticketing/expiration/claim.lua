-- Claims due timers for one poller, by Redis' own clock: takes back expired leases, then moves what is due to the
-- leases under the poller's token.
-- KEYS: 1 due (sorted set: order by due time), 2 leases (sorted set: order by end of lease), 3 owners (hash: token)
-- ARGV: 1 token, 2 lease in milliseconds, 3 at most so many
-- Returns how many of the claimed were another's whose lease had expired, and then the orders claimed.
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local limit = tonumber(ARGV[3])

local claimed = redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'LIMIT', 0, limit)
local reclaimed = #claimed
if #claimed < limit then
  local due = redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'LIMIT', 0, limit - #claimed)
  for _, order in ipairs(due) do
    redis.call('ZREM', KEYS[1], order)
    claimed[#claimed + 1] = order
  end
end
for _, order in ipairs(claimed) do
  redis.call('ZADD', KEYS[2], now + tonumber(ARGV[2]), order)
  redis.call('HSET', KEYS[3], order, ARGV[1])
end
return {reclaimed, claimed}
