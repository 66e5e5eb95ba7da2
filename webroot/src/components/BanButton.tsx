import { useEffect, useRef, useState } from 'preact/hooks';
import * as api from '../api/client';
import type { Account } from '../api/types';
import { texts } from '../i18n';
import { useSubmit } from '../state/useSubmit';
import { Button } from './Button';
import { ConfirmButton } from './ConfirmButton';
import { Errors, useFocusOnError } from './Errors';
import { Field } from './Field';

interface BanButtonProps {
  account: Account;
  /** Called with the account as it is afterwards. */
  onAccount: (account: Account) => void;
}

/** Bans a user for a reason, or lifts the ban; both are asked about first. */
export function BanButton({ account, onAccount }: BanButtonProps) {
  const words = texts().admin.users;
  const [asking, setAsking] = useState(false);

  if (account.status === 'banned') {
    return (
      <ConfirmButton
        label={words.unban}
        name={words.unbanOne(account.email)}
        question={words.unbanQuestion(account.email)}
        confirm={words.unbanYes}
        decline={words.unbanNo}
        action={async () => {
          await api.unbanUser(account.id);
          onAccount({ ...account, status: 'active' });
        }}
      />
    );
  }
  if (asking) {
    return (
      <BanForm
        account={account}
        onBanned={() => {
          setAsking(false);
          onAccount({ ...account, status: 'banned' });
        }}
        onNo={() => setAsking(false)}
      />
    );
  }
  return (
    <Button kind="outline" name={words.banOne(account.email)} onClick={() => setAsking(true)}>
      {words.ban}
    </Button>
  );
}

function BanForm({ account, onBanned, onNo }: { account: Account; onBanned: () => void; onNo: () => void }) {
  const words = texts().admin.users;
  const [reason, setReason] = useState('');
  const { busy, error, run } = useSubmit();
  const form = useFocusOnError(error);
  const field = useRef<HTMLDivElement>(null);

  useEffect(() => field.current?.querySelector('input')?.focus(), []);

  function submit(event: Event): void {
    event.preventDefault();
    void run(async () => {
      await api.banUser(account.id, reason);
      onBanned();
    });
  }

  return (
    <form class="question" ref={form} onSubmit={submit} noValidate>
      <p>{words.banWhat(account.email)}</p>
      <Errors error={error} fields={['reason']} />
      <div ref={field}>
        <Field
          name="reason"
          id={`reason-${account.id}`}
          label={words.reason}
          hint={words.reasonHint}
          value={reason}
          onValue={setReason}
          error={error}
          autocomplete="off"
        />
      </div>
      <div class="buttons">
        <Button submit busy={busy}>
          {words.banYes}
        </Button>
        <Button kind="outline" onClick={onNo}>
          {words.banNo}
        </Button>
      </div>
    </form>
  );
}
