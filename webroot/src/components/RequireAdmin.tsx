import type { ComponentChildren } from 'preact';
import { texts } from '../i18n';
import { currentUser } from '../state/session';
import { Empty } from './Empty';

/** What is for administrators, and to others a word and a way on. The server sees to it that nothing else comes. */
export function RequireAdmin({ children }: { children: ComponentChildren }) {
  const { admin, waysOn } = texts();
  if (currentUser.value?.role === 'admin') {
    return <>{children}</>;
  }
  return (
    <Empty icon="person">
      <p>{admin.onlyAdmins}</p>
      <p>
        <a href="/">{waysOn.tickets}</a>
      </p>
    </Empty>
  );
}
