import { useEffect } from 'preact/hooks';
import { here, navigate, nextPathIn } from '../router';
import { currentUser } from './session';

/** Leaves for the `next` page as soon as somebody is signed in: by this page's form, or before it was opened. */
export function useSignedInRedirect(): void {
  const signedIn = currentUser.value !== null;
  useEffect(() => {
    if (signedIn) {
      navigate(nextPathIn(here.value.search), { replace: true });
    }
  }, [signedIn]);
}
