import * as api from '../api/client';
import type { AuditEntry } from '../api/types';
import { Empty } from '../components/Empty';
import { GrowingList } from '../components/GrowingList';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { RequireAdmin } from '../components/RequireAdmin';
import { formatMoment } from '../format';
import { texts } from '../i18n';
import { here } from '../router';
import { useList } from '../state/useList';

/** What was done, the newest first, for administrators; `user` in the address asks for what is about one user. */
export function AuditPage() {
  return (
    <Page title={texts().nav.audit}>
      <RequireAdmin>
        <Log />
      </RequireAdmin>
    </Page>
  );
}

function Log() {
  const words = texts().admin.audit;
  const user = new URLSearchParams(here.value.search).get('user') ?? '';
  const list = useList(
    api.listAudit,
    user === '' ? '/api/users/audit' : `/api/users/audit?${new URLSearchParams({ user })}`,
  );
  const columns = [words.when, words.what, words.user, words.by, words.from, words.detail];
  return (
    <>
      {user !== '' && (
        <p class="hint">
          <Linked text={words.ofOne} href="/audit" />
        </p>
      )}
      <GrowingList
        list={list}
        called={words.called}
        shape="lines"
        empty={() => (
          <Empty icon="book">
            <p>{words.none}</p>
          </Empty>
        )}
      >
        {(entries, place) => (
          <div class="table" role="region" aria-label={texts().nav.audit} tabIndex={0}>
            <table>
              <thead>
                <tr>
                  {columns.map((name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody ref={place}>
                {entries.map((entry) => (
                  <Row key={entry.id} entry={entry} />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </GrowingList>
    </>
  );
}

function Row({ entry: { at, action, user, actor, address, detail } }: { entry: AuditEntry }) {
  return (
    <tr>
      <td>{formatMoment(at)}</td>
      <td>{texts().admin.audit.actions[action]}</td>
      <td>
        <Person id={user} />
      </td>
      <td>
        <Person id={actor} />
      </td>
      <td>{address}</td>
      <td class="words">{detail}</td>
    </tr>
  );
}

/** Ids are long; their ends tell one from the other. */
function Person({ id }: { id: string | undefined }) {
  return id === undefined ? null : (
    <a href={`/audit?${new URLSearchParams({ user: id })}`} title={id}>
      <code>{`\u2026${id.slice(-8)}`}</code>
    </a>
  );
}
