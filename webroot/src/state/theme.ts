import { signal } from '@preact/signals';
import { keep, recall } from '../kept';

export const THEMES = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof THEMES)[number];

/** first.js reads it as well, before anything is painted. */
const KEPT_AS = 'theme';

/** The colours that were chosen; `auto` follows the device. */
export const theme = signal<Theme>(THEMES.find((name) => name === recall(KEPT_AS)) ?? 'auto');

export function chooseTheme(chosen: Theme): void {
  theme.value = chosen;
  keep(KEPT_AS, chosen === 'auto' ? null : chosen);
  if (chosen === 'auto') {
    delete document.documentElement.dataset['theme'];
  } else {
    document.documentElement.dataset['theme'] = chosen;
  }
}

/** Whether the page is dark right now. */
export function isDark(): boolean {
  return theme.value === 'auto' ? matchMedia('(prefers-color-scheme: dark)').matches : theme.value === 'dark';
}
