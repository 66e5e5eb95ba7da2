import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './Icon';

/** In place of what is not there: why, and a way on. */
export function Empty({ icon = 'ticket', children }: { icon?: IconName; children: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} />
      {children}
    </div>
  );
}
