import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/forms.css';
import './styles/tickets.css';
import './styles/parts.css';
import './styles/lists.css';
import { render } from 'preact';
import { App } from './App';
import { startLanguage } from './i18n';
import { startRouter } from './router';
import { startLive } from './state/live';
import { loadServerConfig } from './state/serverConfig';
import { loadSession } from './state/session';

/** Longer than this nobody looks at an empty page for the sake of one that does not move afterwards. */
const PATIENCE_MILLIS = 300;

async function start(): Promise<void> {
  startRouter();
  startLive();
  const known = Promise.all([loadSession(), loadServerConfig(), startLanguage()]);
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MILLIS));
  await Promise.race([known, patience]);
  render(<App />, document.getElementById('app') ?? document.body);
}

void start();
