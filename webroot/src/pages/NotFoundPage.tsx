import { Page } from '../components/Page';

export function NotFoundPage() {
  return (
    <Page title="Page not found">
      <p>There is nothing at this address. <a href="/">See the tickets on sale</a>.</p>
    </Page>
  );
}
