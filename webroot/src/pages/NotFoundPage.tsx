import { NotFound } from '../components/NotFound';

export function NotFoundPage() {
  return <NotFound what="Page" wayOn={<a href="/">See the tickets on sale</a>} />;
}
