import * as api from '../api/client';
import { CredentialsForm } from '../components/CredentialsForm';
import { Page } from '../components/Page';
import { here, nextPathIn, withNext } from '../router';
import { useSignedInRedirect } from '../state/useSignedInRedirect';
import { sessionEnded, setUser } from '../state/session';

export function SignInPage() {
  useSignedInRedirect();
  return (
    <Page title="Sign in">
      {sessionEnded.value && <p role="status">Your session has ended. Sign in to go on where you were.</p>}
      <CredentialsForm
        submitLabel="Sign in"
        passwordAutocomplete="current-password"
        onSubmit={async (credentials) => setUser(await api.signIn(credentials))}
      />
      <p>
        <a href="/forgot">Forgot your password?</a>
      </p>
      <p>
        New here? <a href={withNext('/signup', nextPathIn(here.value.search))}>Sign up</a>.
      </p>
    </Page>
  );
}
