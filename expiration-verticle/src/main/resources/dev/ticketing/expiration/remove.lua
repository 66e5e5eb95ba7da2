-- Removes an ended order's timer, wherever it is.
-- KEYS: 1 due, 2 leases, 3 owners
-- ARGV: 1 order
redis.call('ZREM', KEYS[1], ARGV[1])
redis.call('ZREM', KEYS[2], ARGV[1])
redis.call('HDEL', KEYS[3], ARGV[1])
return 1
