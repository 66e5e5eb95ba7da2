import { formatPrice, parsePrice } from '../format';
import { queryOf, type Search } from '../state/search';
import { currency } from '../state/serverConfig';

/** Why a list of tickets is empty, and what to do about it. */
export function NothingFound({ search }: { search: Search }) {
  const words = search.q.trim();
  const range = rangeOf(search);
  if (words === '' && range === '') {
    return (
      <p>
        No tickets are on sale right now. <a href="/sell">Sell one</a>.
      </p>
    );
  }
  const found = words === '' ? 'No ticket costs' : `Nothing matches \u201c${words}\u201d`;
  return (
    <>
      <p>{`${[found, range].filter((part) => part !== '').join(' ')}.`}</p>
      <p class="ways-on">
        {words !== '' && <a href={`/${queryOf({ ...search, q: '' })}`}>Clear the search</a>}
        {range !== '' && <a href={`/${queryOf({ ...search, minPrice: '', maxPrice: '' })}`}>Any price</a>}
      </p>
    </>
  );
}

/** The prices looked for, such as "from $10.00 to $20.00"; '' for any. */
function rangeOf({ minPrice, maxPrice }: Search): string {
  const from = minPrice.trim() && `from ${shown(minPrice)}`;
  const to = maxPrice.trim() && `${from ? '' : 'up '}to ${shown(maxPrice)}`;
  return [from, to].filter((part) => part !== '').join(' ');
}

function shown(typed: string): string {
  const price = parsePrice(typed);
  return price === null ? typed : formatPrice(price, currency.value);
}
