import { ItemList } from '../components/ItemList';
import { NothingFound } from '../components/NothingFound';
import { Page } from '../components/Page';
import { SearchForm } from '../components/SearchForm';
import { Status } from '../components/Status';
import { texts } from '../i18n';
import { here } from '../router';
import { queryOf, SEARCH_FIELDS, searchIn } from '../state/search';
import { currentUser } from '../state/session';
import { useTicketList } from '../state/useTickets';

export function BrowsePage() {
  const search = searchIn(here.value.search);
  const list = useTicketList(`/api/tickets${queryOf(search)}`);
  const words = search.q.trim();
  const texted = texts().search;
  return (
    <Page title={texts().nav.tickets} look="browse" {...(words === '' ? {} : { tab: texted.tab(words) })}>
      <p class="tagline">{texts().app.tagline}</p>
      <SearchForm search={search} error={list.loaded.error} />
      <ItemList
        list={list}
        fields={SEARCH_FIELDS}
        called={texted.called(words)}
        item={({ id, title, price, userId, status }) => ({
          id,
          title,
          price,
          href: `/tickets/${encodeURIComponent(id)}`,
          // What was on sale when it was found and is not any more stays where it is.
          status: status !== 'available' && <Status status={status} />,
          note: userId === currentUser.value?.id && texted.yours,
        })}
        // The answer may still be the one to the search before: it is that one that found nothing.
        empty={({ path }) => <NothingFound search={searchIn(path.slice(path.indexOf('?') + 1))} />}
      />
    </Page>
  );
}
