import { Layout } from './components/Layout';
import { RequireUser } from './components/RequireUser';
import { here } from './router';
import { matchRoute } from './routes';

export function App() {
  const { pathname } = here.value;
  const { route, id } = matchRoute(pathname);
  // The key mounts each path's page anew: its loads, titles and focus start from nothing.
  const page = <route.page key={pathname} id={id} />;
  return <Layout>{route.signedIn ? <RequireUser>{page}</RequireUser> : page}</Layout>;
}
