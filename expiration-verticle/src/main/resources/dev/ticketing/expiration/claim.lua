-- Claims due timers for one poller, by Redis' own clock: takes back expired leases, then moves what is due to the
-- leases under the poller's token.
-- KEYS: 1 due (sorted set: order by due time), 2 leases (sorted set: order by end of lease), 3 owners (hash: token)
-- ARGV: 1 token, 2 lease in milliseconds, 3 at most so many
-- Returns how many of the claimed were another's whose lease had expired, the orders claimed, and when each was due (of
-- those that were another's: when that one claimed them).
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local lease = tonumber(ARGV[2])
local limit = tonumber(ARGV[3])

local claimed = {}
local due = {}
local function claim(scored, past)
  for i = 1, #scored, 2 do
    claimed[#claimed + 1] = scored[i]
    due[#due + 1] = tonumber(scored[i + 1]) - past
  end
end

claim(redis.call('ZRANGEBYSCORE', KEYS[2], '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit), lease)
local reclaimed = #claimed
if #claimed < limit then
  claim(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', now, 'WITHSCORES', 'LIMIT', 0, limit - #claimed), 0)
end
for i, order in ipairs(claimed) do
  if i > reclaimed then
    redis.call('ZREM', KEYS[1], order)
  end
  redis.call('ZADD', KEYS[2], now + lease, order)
  redis.call('HSET', KEYS[3], order, ARGV[1])
end
return {reclaimed, claimed, due}
