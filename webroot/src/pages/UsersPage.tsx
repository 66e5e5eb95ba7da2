import { useEffect, useState } from 'preact/hooks';
import * as api from '../api/client';
import type { Account } from '../api/types';
import { BanButton } from '../components/BanButton';
import { Empty } from '../components/Empty';
import { Field } from '../components/Field';
import { GrowingList } from '../components/GrowingList';
import { Page } from '../components/Page';
import { RequireAdmin } from '../components/RequireAdmin';
import { Words } from '../components/Status';
import { formatMoment } from '../format';
import { texts } from '../i18n';
import { here, navigate } from '../router';
import { useList } from '../state/useList';

const PAUSE_MILLIS = 250;

/** Who has an account, for administrators. What is searched for is in the address. */
export function UsersPage() {
  return (
    <Page title={texts().nav.users}>
      <RequireAdmin>
        <Users />
      </RequireAdmin>
    </Page>
  );
}

function Users() {
  const words = texts().admin.users;
  const q = new URLSearchParams(here.value.search).get('q') ?? '';
  const list = useList(api.listUsers, q === '' ? '/api/users' : `/api/users?${new URLSearchParams({ q })}`);
  const [typed, setTyped] = useState(q);

  useEffect(() => setTyped(q), [q]);

  useEffect(() => {
    const wanted = typed.trim();
    if (wanted === q) {
      return undefined;
    }
    const timer = setTimeout(
      () => navigate(wanted === '' ? '/users' : `/users?${new URLSearchParams({ q: wanted })}`, { replace: true }),
      PAUSE_MILLIS,
    );
    return () => clearTimeout(timer);
  }, [typed]);

  return (
    <>
      <search>
        <Field
          name="q"
          label={words.search}
          type="search"
          inputMode="email"
          value={typed}
          onValue={setTyped}
          error={list.loaded.error}
          required={false}
          autocomplete="off"
        />
      </search>
      <GrowingList
        list={list}
        fields={['q']}
        called={words.called}
        shape="lines"
        empty={() => (
          <Empty icon="people">
            <p>{words.none}</p>
          </Empty>
        )}
      >
        {(accounts, place) => (
          <ul class="rows panel" ref={place}>
            {accounts.map((account) => (
              <Row key={account.id} account={account} onAccount={list.replace} />
            ))}
          </ul>
        )}
      </GrowingList>
    </>
  );
}

function Row({ account, onAccount }: { account: Account; onAccount: (account: Account) => void }) {
  const words = texts().admin.users;
  const { id, email, role, status, verified, createdAt } = account;
  return (
    <li>
      <p class="address">
        <strong>{email}</strong> {role === 'admin' && <Words words={words.admin} tone="good" />}{' '}
        {status === 'banned' && <Words words={words.banned} tone="open" />}
      </p>
      <p class="note">
        {[words.since(formatMoment(createdAt)), !verified && words.notVerified].filter(Boolean).join(', ')}
      </p>
      <div class="actions">
        <a href={`/audit?${new URLSearchParams({ user: id })}`} aria-label={words.logOf(email)}>
          {words.log}
        </a>
        {role !== 'admin' && status !== 'deleted' && <BanButton account={account} onAccount={onAccount} />}
      </div>
    </li>
  );
}
