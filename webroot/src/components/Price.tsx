import { formatPrice } from '../format';
import { currency } from '../state/serverConfig';

export function Price({ amount }: { amount: number }) {
  return <span class="price">{formatPrice(amount, currency.value)}</span>;
}
