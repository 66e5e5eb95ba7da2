-- Ends leases whose timers have fired, but only those that the caller still owns: one that woke past its lease must
-- not end the next owner's.
-- KEYS: 1 leases, 2 owners
-- ARGV: 1 token, 2... orders
-- Returns how many leases were the caller's.
local ended = 0
for i = 2, #ARGV do
  if redis.call('HGET', KEYS[2], ARGV[i]) == ARGV[1] then
    redis.call('ZREM', KEYS[1], ARGV[i])
    redis.call('HDEL', KEYS[2], ARGV[i])
    ended = ended + 1
  end
end
return ended
