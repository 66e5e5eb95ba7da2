import { computed, signal } from '@preact/signals';
import * as api from '../api/client';
import { asApiError } from '../api/ApiError';
import type { ServerConfig } from '../api/types';

const FIRST_RETRY_MILLIS = 1000;
const LONGEST_RETRY_MILLIS = 30_000;

/** What the page must know of the server; null until it has said so. */
export const serverConfig = signal<ServerConfig | null>(null);

export const currency = computed(() => serverConfig.value?.currency ?? null);

/** How many places a price may have: two where there are more, for banks do not handle thousandths. */
export const pricePlaces = computed(() => Math.min(serverConfig.value?.decimals ?? 2, 2));

/**
 * Asks until there is an answer, ever more slowly: without it no page can say whether money is real.
 * Returns what stops the asking.
 */
export function loadServerConfig(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  async function ask(retryMillis: number): Promise<void> {
    try {
      serverConfig.value = await api.getServerConfig();
    } catch (thrown) {
      console.warn('The server configuration is not there yet:', asApiError(thrown).message);
      if (!stopped) {
        timer = setTimeout(() => void ask(Math.min(retryMillis * 2, LONGEST_RETRY_MILLIS)), retryMillis);
      }
    }
  }

  void ask(FIRST_RETRY_MILLIS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
