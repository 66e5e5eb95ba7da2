import { useEffect, useState } from 'preact/hooks';
import { texts } from '../i18n';
import { Icon } from './Icon';

/** Says so while the browser has no network. The region is always there, or screen readers would miss the change. */
export function Offline() {
  const [offline, setOffline] = useState(!navigator.onLine);

  useEffect(() => {
    const look = () => setOffline(!navigator.onLine);
    window.addEventListener('online', look);
    window.addEventListener('offline', look);
    return () => {
      window.removeEventListener('online', look);
      window.removeEventListener('offline', look);
    };
  }, []);

  return (
    <div role="status" class="offline">
      {offline && (
        <p>
          <Icon name="offline" />
          {texts().app.offline}
        </p>
      )}
    </div>
  );
}
