import { useRef, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';

export interface Submit {
  busy: boolean;
  error: ApiError | null;
  /** Runs the action unless one is running, and keeps what it fails with. Resolves with that failure, or null. */
  run: (action: () => Promise<void>) => Promise<ApiError | null>;
}

/** The life of a form or a button that calls the API: idle, busy, failed. */
export function useSubmit(): Submit {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<ApiError | null>(null);
  // State arrives with the next rendering, and a double click comes before that.
  const running = useRef(false);

  async function run(action: () => Promise<void>): Promise<ApiError | null> {
    if (running.current) {
      return null;
    }
    running.current = true;
    setBusy(true);
    setError(null);
    try {
      await action();
      return null;
    } catch (thrown) {
      const failure = asApiError(thrown);
      setError(failure);
      return failure;
    } finally {
      running.current = false;
      setBusy(false);
    }
  }

  return { busy, error, run };
}
