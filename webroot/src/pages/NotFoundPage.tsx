import { NotFound } from '../components/NotFound';
import { texts } from '../i18n';

export function NotFoundPage() {
  return <NotFound what="page" wayOn={<a href="/">{texts().waysOn.tickets}</a>} />;
}
