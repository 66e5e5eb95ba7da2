import { Button } from '../components/Button';
import { Checkout } from '../components/Checkout';
import { Loading } from '../components/Loading';
import { NotFound } from '../components/NotFound';
import { OrderHistory } from '../components/OrderHistory';
import { OrderProgress, Paid } from '../components/OrderProgress';
import { Page } from '../components/Page';
import { Price } from '../components/Price';
import { Status } from '../components/Status';
import { said } from '../format';
import { texts } from '../i18n';
import { useReturned } from '../state/useBank';
import { isLive, useLiveOrder } from '../state/useLiveOrder';

const NOT_FOUND = 404;

export function OrderPage({ id }: { id: string }) {
  const live = useLiveOrder(id);
  const returned = useReturned();
  const { app, order: words, waysOn } = texts();
  const wayOn = <a href="/orders">{waysOn.orders}</a>;
  if (live.loaded.error?.status === NOT_FOUND) {
    return <NotFound what="order" wayOn={wayOn} />;
  }
  return (
    <Page title={words.title(live.loaded.value?.ticket.title ?? null)}>
      <Loading loaded={live.loaded} wayOn={wayOn}>
        {(order) => (
          <>
            <p class="facts">
              <Price amount={order.ticket.price} />
              <Status status={order.status} />
            </p>
            <div class="split">
              <div>
                <div role="status" class="progress">
                  <OrderProgress order={order} live={live} />
                </div>
                {!isLive(order) && <Paid payment={live.payment.value} />}
                <p role="status" class="notice">
                  {live.trouble && `${said(live.trouble.message)} ${app.pageKeepsAsking}`}
                </p>
                {live.stale && (
                  <p>
                    {words.stopped} <Button onClick={live.watchAgain}>{app.lookAgain}</Button>
                  </p>
                )}
                {isLive(order) && <Checkout order={order} live={live} returned={returned} />}
              </div>
              <div>
                <OrderHistory order={order} payment={live.payment.value} />
                <p>
                  <a href={`/tickets/${encodeURIComponent(order.ticket.id)}`}>{waysOn.ticket}</a>
                </p>
              </div>
            </div>
          </>
        )}
      </Loading>
    </Page>
  );
}
