import * as api from '../api/client';
import { CredentialsForm } from '../components/CredentialsForm';
import { Linked } from '../components/Linked';
import { Page } from '../components/Page';
import { texts } from '../i18n';
import { here, nextPathIn, withNext } from '../router';
import { useSignedInRedirect } from '../state/useSignedInRedirect';
import { setUser } from '../state/session';

export function SignUpPage() {
  useSignedInRedirect();
  const { nav, user } = texts();
  return (
    <Page title={nav.signUp} look="narrow">
      <CredentialsForm
        submitLabel={nav.signUp}
        passwordAutocomplete="new-password"
        passwordHint={user.passwordHint}
        onSubmit={async (credentials) => setUser(await api.signUp(credentials))}
      />
      <p>
        <Linked text={user.signedUpBefore} href={withNext('/signin', nextPathIn(here.value.search))} />
      </p>
    </Page>
  );
}
