import { useState } from 'preact/hooks';
import * as api from '../api/client';
import type { Totals } from '../api/types';
import { Button } from '../components/Button';
import { Field } from '../components/Field';
import { Loading } from '../components/Loading';
import { Page } from '../components/Page';
import { formatPrice } from '../format';
import { texts } from '../i18n';
import { here, navigate } from '../router';
import { useLoad } from '../state/useLoad';

const FIELDS = ['from', 'to'];

/** What moved from one day to another, both included, for administrators. The days are in the address. */
export function TotalsPage() {
  const { from, to } = days(here.value.search);
  const words = texts().admin.totals;
  const loaded = useLoad((signal) => api.getTotals(from, to, signal), { key: `${from} ${to}` });
  const [typed, setTyped] = useState({ from, to });

  function show(event: Event): void {
    event.preventDefault();
    navigate(`/totals?${new URLSearchParams(typed)}`);
  }

  return (
    <Page title={texts().nav.totals}>
      <form class="range" onSubmit={show} noValidate>
        <Field
          name="from"
          label={words.from}
          type="date"
          value={typed.from}
          onValue={(day) => setTyped({ ...typed, from: day })}
          error={loaded.error}
        />
        <Field
          name="to"
          label={words.to}
          type="date"
          value={typed.to}
          onValue={(day) => setTyped({ ...typed, to: day })}
          error={loaded.error}
        />
        <Button submit busy={loaded.loading}>
          {words.show}
        </Button>
      </form>
      <Loading loaded={loaded} fields={FIELDS} wayOn={<a href="/">{texts().waysOn.tickets}</a>}>
        {(totals) => (totals.length === 0 ? <p>{words.none}</p> : <Table totals={totals} />)}
      </Loading>
    </Page>
  );
}

function Table({ totals }: { totals: Totals[] }) {
  return (
    <div class="table" role="region" aria-label={texts().admin.totals.called} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {texts().admin.totals.columns.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map(({ currency, payments, captured, sold, refunded, disputed }) => (
            <tr key={currency}>
              <th scope="row">{currency.toUpperCase()}</th>
              <td>{payments}</td>
              {[captured, sold, refunded, disputed].map((amount, column) => (
                <td key={column}>
                  <span class="price">{formatPrice(amount, currency)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The days in the address; this month so far where it has none. */
function days(search: string): { from: string; to: string } {
  const parameters = new URLSearchParams(search);
  const today = new Date().toISOString().slice(0, 10);
  return { from: parameters.get('from') ?? `${today.slice(0, 8)}01`, to: parameters.get('to') ?? today };
}
