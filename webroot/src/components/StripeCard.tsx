import { useEffect, useRef, useState } from 'preact/hooks';
import { asApiError, type ApiError } from '../api/ApiError';
import type { ServerConfig } from '../api/types';
import { minorUnits } from '../format';
import { texts } from '../i18n';
import { showCardFields, type CardFields } from '../state/stripe';
import { Button } from './Button';
import { Errors } from './Errors';
import { CardForm, type PayFormProps } from './PayForm';

/** A card typed into Stripe's own fields. */
export function StripeCard({ config, ...props }: PayFormProps & { config: ServerConfig }) {
  const place = useRef<HTMLDivElement>(null);
  const fields = useRef<CardFields | null>(null);
  const [state, setState] = useState<'loading' | 'ready' | ApiError>('loading');
  const amount = minorUnits(props.order.ticket.price, config.decimals);

  useEffect(() => {
    let gone = false;
    if (state !== 'loading' || !place.current) {
      return undefined;
    }
    showCardFields(place.current, config, amount).then(
      (shown) => {
        if (gone) {
          shown.remove();
        } else {
          fields.current = shown;
          setState('ready');
        }
      },
      (thrown: unknown) => {
        if (!gone) {
          setState(asApiError(thrown));
        }
      },
    );
    return () => {
      gone = true;
    };
  }, [state === 'loading']);

  useEffect(() => () => fields.current?.remove(), []);

  if (typeof state === 'object') {
    return (
      <>
        <Errors error={state} />
        <Button kind="outline" onClick={() => setState('loading')}>
          {texts().app.tryAgain}
        </Button>
      </>
    );
  }
  return (
    <CardForm {...props} ready={state === 'ready'} card={async () => fields.current?.paymentMethod() ?? ''}>
      <div class="field" ref={place} />
    </CardForm>
  );
}
