import { useState } from 'preact/hooks';
import * as api from '../api/client';
import { Button } from '../components/Button';
import { Errors } from '../components/Errors';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { texts } from '../i18n';
import { currentUser, reloadUser } from '../state/session';
import { useMailedToken } from '../state/useMailedToken';
import { useSubmit } from '../state/useSubmit';

/** Where the link in a mail leads. It takes a button: what scans mails follows links, too, and presses none. */
export function VerifyPage() {
  const token = useMailedToken();
  const words = texts().user;
  const [done, setDone] = useState(false);
  const { busy, error, run } = useSubmit();

  async function confirm(): Promise<void> {
    await api.verifyEmail(token);
    try {
      if (currentUser.value) {
        await reloadUser();
      }
    } finally {
      // Not before: whoever goes on to their account at once wants to find the address confirmed there.
      setDone(true);
    }
  }

  return (
    <Page title={words.verifyTitle} look="narrow">
      <div role="status">{done && <p>{words.verified}</p>}</div>
      {done ? (
        <p>
          <a href="/">{texts().waysOn.tickets}</a>
        </p>
      ) : (
        <>
          <Errors error={error} />
          {token === '' ? (
            <p>
              <Linked text={words.verifyNeedsLink} href="/account" />
            </p>
          ) : (
            <Button busy={busy} onClick={() => void run(confirm)}>
              {words.verify}
            </Button>
          )}
          {error && (
            <p>
              <Linked text={words.linksEnd} href="/account" />
            </p>
          )}
        </>
      )}
    </Page>
  );
}
