import '@picocss/pico/css/pico.min.css';
import './styles.css';
import { render } from 'preact';
import { App } from './App';
import { startRouter } from './router';
import { loadServerConfig } from './state/serverConfig';
import { loadSession } from './state/session';

const root = document.getElementById('app');
if (root === null) {
  throw new Error('index.html has no #app');
}

startRouter();
void loadSession();
loadServerConfig();
render(<App />, root);
