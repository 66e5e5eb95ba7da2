import * as api from '../api/client';
import type { Ticket } from '../api/types';
import { freshest, useLive } from './live';
import { useList, type List } from './useList';
import { newest, useLoad, type Loaded } from './useLoad';

/** A ticket as it is now, and goes on to be. */
export function useTicket(id: string): Loaded<Ticket> {
  const loaded = useLoad(async (signal) => freshest(await api.getTicket(id, signal)), { merge: newest });
  useLive({
    onTicket: (ticket) => {
      if (ticket.id === id) {
        loaded.update((old) => newest(old, ticket));
      }
    },
    onReset: () => void loaded.reload(),
  });
  return loaded;
}

/**
 * A list of tickets that shows what becomes of them where they stand: nothing moves under the reader's eyes.
 *
 * `belongs` tells which ticket that is not in the list is a reason to load it anew.
 */
export function useTicketList(path: string, belongs: (ticket: Ticket) => boolean = () => false): List<Ticket> {
  const list = useList(async (page, signal) => {
    const { items, next } = await api.listTickets(page, signal);
    return { items: items.map(freshest), next };
  }, path);
  useLive({
    onTicket: (ticket) => {
      const shown = list.loaded.value?.items.find(({ id }) => id === ticket.id);
      if (shown) {
        list.replace(newest(shown, ticket));
      } else if (belongs(ticket)) {
        void list.loaded.reload();
      }
    },
    onReset: () => void list.loaded.reload(),
  });
  return list;
}
