import * as api from '../api/client';
import { CredentialsForm } from '../components/CredentialsForm';
import { Page } from '../components/Page';
import { here, nextPathIn, withNext } from '../router';
import { useSignedInRedirect } from '../state/useSignedInRedirect';
import { setUser } from '../state/session';

export function SignInPage() {
  useSignedInRedirect();
  return (
    <Page title="Sign in">
      <CredentialsForm
        submitLabel="Sign in"
        passwordAutocomplete="current-password"
        onSubmit={async (credentials) => setUser(await api.signIn(credentials))}
      />
      <p>New here? <a href={withNext('/signup', nextPathIn(here.value.search))}>Sign up</a>.</p>
    </Page>
  );
}
