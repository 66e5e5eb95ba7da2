import * as api from '../api/client';
import { CredentialsForm } from '../components/CredentialsForm';
import { Page } from '../components/Page';
import { here, nextPathIn, withNext } from '../router';
import { useSignedInRedirect } from '../state/useSignedInRedirect';
import { setUser } from '../state/session';

export function SignUpPage() {
  useSignedInRedirect();
  return (
    <Page title="Sign up">
      <CredentialsForm
        submitLabel="Sign up"
        passwordAutocomplete="new-password"
        onSubmit={async (credentials) => setUser(await api.signUp(credentials))}
      />
      <p>
        Signed up before? <a href={withNext('/signin', nextPathIn(here.value.search))}>Sign in</a>.
      </p>
    </Page>
  );
}
