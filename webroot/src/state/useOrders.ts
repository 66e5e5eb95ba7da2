import * as api from '../api/client';
import type { Order } from '../api/types';
import { useLive } from './live';
import { useList, type List } from './useList';
import { newest } from './useLoad';

/** One's own orders, as they are now and go on to be. */
export function useOrders(): List<Order> {
  const list = useList(api.listOrders, '/api/orders');

  async function look(id: string, version: number): Promise<void> {
    const shown = list.loaded.value?.items.find((order) => order.id === id);
    if (!shown) {
      await list.loaded.reload();
    } else if (shown.version < version) {
      list.replace(newest(shown, await api.getOrder(id)));
    }
  }

  useLive({
    // Without an answer the list stays as it is: it was right when it was loaded.
    onOrder: ({ id, version }) => void look(id, version).catch(() => {}),
    onReset: () => void list.loaded.reload(),
  });
  return list;
}
