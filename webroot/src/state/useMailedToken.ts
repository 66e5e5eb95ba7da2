import { useEffect, useState } from 'preact/hooks';
import { here, navigate } from '../router';

/**
 * The token of the mailed link that led here; '' without one. It is worth a password, so it is taken out of the
 * address, where the history, a bookmark or somebody's eyes would find it.
 */
export function useMailedToken(): string {
  const [token] = useState(() => new URLSearchParams(here.value.search).get('token') ?? '');
  useEffect(() => {
    if (token !== '') {
      navigate(here.value.pathname, { replace: true });
    }
  }, [token]);
  return token;
}
