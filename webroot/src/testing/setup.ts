import { cleanup } from '@testing-library/preact';
import { afterEach, beforeEach } from 'vitest';
import { forgetServerClock } from '../api/serverClock';
import { chooseLanguage } from '../i18n';
import { navigate } from '../router';
import { serverConfig } from '../state/serverConfig';
import { session, sessionEnded } from '../state/session';

beforeEach(async () => {
  forgetServerClock();
  await chooseLanguage('en');
  localStorage.clear();
  session.value = { state: 'known', user: null };
  sessionEnded.value = false;
  serverConfig.value = { currency: 'usd', decimals: 2, publishableKey: 'pk_test', simulator: true };
  window.scrollTo = () => {};
  navigate('/');
});

afterEach(cleanup);
