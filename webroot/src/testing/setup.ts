import { cleanup } from '@testing-library/preact';
import { afterEach, beforeEach } from 'vitest';
import { forgetServerClock } from '../api/serverClock';
import { navigate } from '../router';
import { serverConfig } from '../state/serverConfig';
import { session, sessionEnded } from '../state/session';

beforeEach(() => {
  forgetServerClock();
  localStorage.clear();
  session.value = { state: 'known', user: null };
  sessionEnded.value = false;
  serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: 'pk_test', simulator: true };
  window.scrollTo = () => {};
  navigate('/');
});

afterEach(cleanup);
