import '@picocss/pico/css/pico.min.css';
import './styles.css';
import { render } from 'preact';
import { App } from './App';
import { startLanguage } from './i18n';
import { startRouter } from './router';
import { loadServerConfig } from './state/serverConfig';
import { loadSession } from './state/session';

const root = document.getElementById('app');
if (root === null) {
  throw new Error('index.html has no #app');
}

/** Longer than this nobody looks at an empty page for the sake of one that does not move afterwards. */
const PATIENCE_MILLIS = 300;

startRouter();
const known = Promise.all([loadSession(), loadServerConfig()]);
const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS));
await startLanguage();
await Promise.race([known, patience]);
render(<App />, root);
