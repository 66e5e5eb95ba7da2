import { texts } from '../i18n';
import type { Loaded } from '../state/useLoad';
import { Button } from './Button';

/** For what may have changed by now. */
export function LookAgain<T>({ loaded }: { loaded: Loaded<T> }) {
  return (
    <p>
      <Button kind="outline" busy={loaded.loading} onClick={() => void loaded.reload()}>
        {texts().app.lookAgain}
      </Button>
    </p>
  );
}
