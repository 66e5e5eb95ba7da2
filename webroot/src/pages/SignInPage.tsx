import * as api from '../api/client';
import { CredentialsForm } from '../components/CredentialsForm';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { texts } from '../i18n';
import { here, nextPathIn, withNext } from '../router';
import { useSignedInRedirect } from '../state/useSignedInRedirect';
import { sessionEnded, setUser } from '../state/session';

export function SignInPage() {
  useSignedInRedirect();
  const { nav, user } = texts();
  return (
    <Page title={nav.signIn} look="narrow">
      {sessionEnded.value && (
        <p role="status" class="hint">
          {user.sessionEnded}
        </p>
      )}
      <CredentialsForm
        submitLabel={nav.signIn}
        passwordAutocomplete="current-password"
        onSubmit={async (credentials) => setUser(await api.signIn(credentials))}
      />
      <p>
        <a href="/forgot">{user.forgot}</a>
      </p>
      <p>
        <Linked text={user.newHere} href={withNext('/signup', nextPathIn(here.value.search))} />
      </p>
    </Page>
  );
}
