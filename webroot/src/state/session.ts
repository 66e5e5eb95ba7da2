import { batch, computed, signal } from '@preact/signals';
import * as api from '../api/client';
import { asApiError, type ApiError } from '../api/ApiError';
import { onUnauthenticated, type Method } from '../api/http';
import { keepSignedIn, renewSession, signedIn } from '../api/renewal';
import type { User } from '../api/types';
import { herePath, navigate, withNext } from '../router';

/** Who is signed in, as far as is known. */
export type Session =
  { state: 'loading' } | { state: 'failed'; error: ApiError } | { state: 'known'; user: User | null };

export const session = signal<Session>({ state: 'loading' });

export const currentUser = computed(() => (session.value.state === 'known' ? session.value.user : null));

/** True when a session ended by itself and nobody has signed in since. */
export const sessionEnded = signal(false);

/** Asks the server who is signed in, and from then on believes it when it says that nobody is. */
export async function loadSession(): Promise<void> {
  onUnauthenticated(endSession);
  session.value = { state: 'loading' };
  try {
    setUser(await whoIsSignedIn());
  } catch (thrown) {
    session.value = { state: 'failed', error: asApiError(thrown) };
  }
}

/** The server tells of nobody as soon as the access token is over, and renews it only where it is asked to. */
async function whoIsSignedIn(): Promise<User | null> {
  const askedAtMillis = Date.now();
  const user = await api.getCurrentUser();
  return user === null && signedIn() && (await renewSession(askedAtMillis)) ? api.getCurrentUser() : user;
}

/** For when the server knows more of the user than the access token says. */
export async function reloadUser(): Promise<void> {
  if (await renewSession(Date.now())) {
    setUser(await api.getCurrentUser());
  }
}

export function setUser(user: User | null): void {
  batch(() => {
    session.value = { state: 'known', user };
    keepSignedIn(user !== null);
    if (user) {
      sessionEnded.value = false;
    }
  });
}

/** Signs out and leaves for the start page in one step, so that no page in between asks to sign in again. */
export async function signOut(): Promise<void> {
  await api.signOut();
  batch(() => {
    navigate('/');
    setUser(null);
  });
}

/** What somebody wanted to change asks them to sign in and brings them back; a page for all can just be looked at. */
function endSession(method: Method): void {
  batch(() => {
    if (currentUser.value) {
      sessionEnded.value = true;
      if (method !== 'GET') {
        navigate(withNext('/signin', herePath()), { replace: true });
      }
    }
    setUser(null);
  });
}
