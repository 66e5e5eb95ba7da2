import { formatPrice, parsePrice } from '../format';
import { texts } from '../i18n';
import { queryOf, type Search } from '../state/search';
import { currency } from '../state/serverConfig';
import { Empty } from './Empty';
import { Linked } from './Linked';

/** Why a list of tickets is empty, and what to do about it. */
export function NothingFound({ search }: { search: Search }) {
  const texted = texts().search;
  const words = search.q.trim();
  const range = texted.range(shown(search.minPrice), shown(search.maxPrice));
  if (words === '' && range === '') {
    return (
      <Empty>
        <p>
          <Linked text={texted.nothing} href="/sell" />
        </p>
      </Empty>
    );
  }
  return (
    <Empty icon="search">
      <p>{words === '' ? texted.nothingCosts(range) : texted.nothingMatches(words, range)}</p>
      <p class="ways-on">
        {words !== '' && <a href={`/${queryOf({ ...search, q: '' })}`}>{texted.clear}</a>}
        {range !== '' && <a href={`/${queryOf({ ...search, minPrice: '', maxPrice: '' })}`}>{texted.anyPrice}</a>}
      </p>
    </Empty>
  );
}

function shown(typed: string): string {
  const price = parsePrice(typed);
  return price === null ? typed.trim() : formatPrice(price, currency.value);
}
