import { useState } from 'preact/hooks';
import * as api from '../api/client';
import { Button } from '../components/Button';
import { Errors } from '../components/Errors';
import { Page } from '../components/Page';
import { currentUser, reloadUser } from '../state/session';
import { useMailedToken } from '../state/useMailedToken';
import { useSubmit } from '../state/useSubmit';

/** Where the link in a mail leads. It takes a button: what scans mails follows links, too, and presses none. */
export function VerifyPage() {
  const token = useMailedToken();
  const [done, setDone] = useState(false);
  const { busy, error, run } = useSubmit();

  async function confirm(): Promise<void> {
    await api.verifyEmail(token);
    setDone(true);
    if (currentUser.value) {
      await reloadUser();
    }
  }

  return (
    <Page title="Confirm your email address">
      <div role="status">{done && <p>Thank you: your email address is confirmed.</p>}</div>
      {done ? (
        <p>
          <a href="/">See the tickets on sale</a>
        </p>
      ) : (
        <>
          <Errors error={error} />
          {token === '' ? (
            <p>
              This page needs the link from our mail: open it there once more. A new one can be sent from{' '}
              <a href="/account">your account</a>.
            </p>
          ) : (
            <Button busy={busy} onClick={() => void run(confirm)}>
              Confirm it
            </Button>
          )}
          {error && (
            <p>
              Links are good once and for a limited time. <a href="/account">Have a new one sent</a>.
            </p>
          )}
        </>
      )}
    </Page>
  );
}
