import { parsePrice } from '../format';

/** What somebody looks for, as they would type it. The address has it under the names that the API knows it by. */
export interface Search {
  q: string;
  sort: string;
  minPrice: string;
  maxPrice: string;
}

export const SEARCH_FIELDS = ['q', 'sort', 'minPrice', 'maxPrice'] as const;

const NEWEST_FIRST = 'newest';

export const SORTS = [NEWEST_FIRST, 'price', '-price'] as const;

/** The search in a query string, whatever else is in it. */
export function searchIn(query: string): Search {
  const parameters = new URLSearchParams(query);
  return {
    q: parameters.get('q') ?? '',
    sort: parameters.get('sort') || NEWEST_FIRST,
    minPrice: parameters.get('minPrice') ?? '',
    maxPrice: parameters.get('maxPrice') ?? '',
  };
}

/**
 * The query string of a search, '' when it looks for everything. One search has one query string; what is no price
 * is left for the server to judge.
 */
export function queryOf({ q, sort, minPrice, maxPrice }: Search): string {
  const parameters = Object.entries({
    q: q.trim(),
    sort: sort === NEWEST_FIRST ? '' : sort,
    minPrice: pointed(minPrice),
    maxPrice: pointed(maxPrice),
  }).filter(([, value]) => value !== '');
  return parameters.length === 0 ? '' : `?${new URLSearchParams(parameters)}`;
}

function pointed(typed: string): string {
  return parsePrice(typed) === null ? typed.trim() : typed.trim().replace(',', '.');
}
