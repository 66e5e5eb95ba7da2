import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { asApiError, type ApiError } from './api/ApiError';
import { Button } from './components/Button';
import { Errors } from './components/Errors';
import { Skeleton } from './components/Skeleton';
import { texts } from './i18n';

type Loadable = ComponentType<{ id: string }>;

/**
 * A page that is loaded when it is first shown. Where that fails, because a newer version of the app is in its place
 * perhaps, the way on is to load all of it anew.
 */
export function lazily(load: () => Promise<Loadable>): Loadable {
  let loaded: Loadable | null = null;
  return function Lazy({ id }) {
    const [error, setError] = useState<ApiError | null>(null);
    const [, show] = useState(0);

    useEffect(() => {
      if (loaded === null) {
        load().then(
          (page) => {
            loaded = page;
            show((times) => times + 1);
          },
          (thrown: unknown) => setError(asApiError(thrown)),
        );
      }
    }, []);

    if (loaded !== null) {
      const Loaded = loaded;
      return <Loaded id={id} />;
    }
    return error ? (
      <>
        <Errors error={error} />
        <Button kind="outline" onClick={() => location.reload()}>
          {texts().app.tryAgain}
        </Button>
      </>
    ) : (
      <Skeleton shape="lines" />
    );
  };
}
