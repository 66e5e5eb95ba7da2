import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { texts } from '../i18n';
import { herePath, navigate, withNext } from '../router';
import { loadSession, session } from '../state/session';
import { Button } from './Button';
import { Errors } from './Errors';
import { Skeleton } from './Skeleton';

/** Shows its children to a signed-in user and sends everyone else to sign in and back. */
export function RequireUser({ children }: { children: ComponentChildren }) {
  const current = session.value;
  const signedOut = current.state === 'known' && current.user === null;

  useEffect(() => {
    if (signedOut) {
      navigate(withNext('/signin', herePath()), { replace: true });
    }
  }, [signedOut]);

  if (current.state === 'failed') {
    return (
      <>
        <Errors error={current.error} />
        <Button kind="outline" onClick={() => void loadSession()}>
          {texts().app.tryAgain}
        </Button>
      </>
    );
  }
  return current.state === 'known' && current.user ? <>{children}</> : <Skeleton shape="lines" />;
}
