import { expect, test } from 'vitest';
import { nextPage } from './link';

test.each([
  ['</api/tickets?cursor=abc>; rel="next"', '/api/tickets?cursor=abc'],
  ['<http://10.0.0.7:8080/api/tickets?cursor=a%2Cb&limit=2>; rel="next"', '/api/tickets?cursor=a%2Cb&limit=2'],
  ['</api/tickets>; rel="first", </api/tickets?cursor=b>; rel="next"', '/api/tickets?cursor=b'],
  ['</api/tickets?cursor=b>; rel="next", </api/tickets>; rel="first"', '/api/tickets?cursor=b'],
  ['</api/tickets?cursor=b>; rel=next; title="more"', '/api/tickets?cursor=b'],
  ['</api/tickets?cursor=b>; rel="prev"', null],
  ['', null],
  [null, null],
])('the next page in %s is %s', (header, expected) => {
  expect(nextPage(header)).toBe(expected);
});
