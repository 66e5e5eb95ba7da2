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
 * Resolves with the answer.
 */
export async function loadServerConfig(): Promise<void> {
  let retryMillis = FIRST_RETRY_MILLIS;
  while (serverConfig.value === null) {
    try {
      serverConfig.value = await api.getServerConfig();
    } catch (thrown) {
      console.warn('The server configuration is not there yet:', asApiError(thrown).message);
      await delay(retryMillis);
      retryMillis = Math.min(retryMillis * 2, LONGEST_RETRY_MILLIS);
    }
  }
}

function delay(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
