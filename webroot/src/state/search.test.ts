import { describe, expect, test } from 'vitest';
import { queryOf, searchIn } from './search';

const everything = { q: '', sort: 'newest', minPrice: '', maxPrice: '' };

describe('a search', () => {
  test.each([
    [everything, ''],
    [{ ...everything, q: 'front row' }, '?q=front+row'],
    [
      { q: 'jazz & more', sort: '-price', minPrice: '10', maxPrice: '20.50' },
      '?q=jazz+%26+more&sort=-price&minPrice=10&maxPrice=20.50',
    ],
  ])('%j is the query string %j, and back', (search, query) => {
    expect(queryOf(search)).toBe(query);
    expect(searchIn(query)).toEqual(search);
  });

  test('has one query string whatever spaces are typed around it', () => {
    expect(queryOf({ ...everything, q: ' jazz ', minPrice: ' 10 ' })).toBe('?q=jazz&minPrice=10');
    expect(queryOf({ ...everything, q: '   ' })).toBe('');
  });

  test('takes a decimal comma for a point', () => {
    expect(queryOf({ ...everything, maxPrice: '12,50' })).toBe('?maxPrice=12.50');
  });

  test.each(['cheap', '1,000,000', '-5'])('sends %j as it is: the server says what is wrong with it', (minPrice) => {
    expect(new URLSearchParams(queryOf({ ...everything, minPrice })).get('minPrice')).toBe(minPrice);
  });

  test('leaves alone what else is in the address', () => {
    expect(searchIn('?next=%2Forders&q=jazz&cursor=c1')).toEqual({ ...everything, q: 'jazz' });
  });
});
