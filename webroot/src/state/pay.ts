import { ApiError, asApiError } from '../api/ApiError';
import * as api from '../api/client';
import type { Payment } from '../api/types';
import { texts } from '../i18n';

/** Too many at once, or nobody there right now. */
const NOT_NOW = [429, 503];
const PAYMENT_REQUIRED = 402;

/** Longer than this nobody waits in front of a button: then the refusal is shown at once. */
const LONGEST_WAIT_SECONDS = 30;

/**
 * Pays for an order, and resolves when the payment has gone out or the bank wants to ask its customer first. When the
 * server says "not now, but in n seconds" it tries once more then. Repeating is safe: an order has one payment, and
 * the server answers with that one.
 */
export async function pay(orderId: string, token: string): Promise<Payment> {
  try {
    return accepted(await payWithOneRetry(orderId, token));
  } catch (thrown) {
    const error = asApiError(thrown);
    throw error.outcomeUnknown ? withReassurance(error) : error;
  }
}

async function payWithOneRetry(orderId: string, token: string): Promise<Payment> {
  try {
    return await api.createPayment(orderId, token);
  } catch (thrown) {
    const { status, retryAfterSeconds } = asApiError(thrown);
    if (!NOT_NOW.includes(status) || retryAfterSeconds === null || retryAfterSeconds > LONGEST_WAIT_SECONDS) {
      throw thrown;
    }
    await delay(retryAfterSeconds * 1000);
    return api.createPayment(orderId, token);
  }
}

function accepted(payment: Payment): Payment {
  if (payment.status === 'failed') {
    throw new ApiError(PAYMENT_REQUIRED, [{ message: texts().pay.declined }]);
  }
  return payment;
}

function withReassurance(error: ApiError): ApiError {
  return new ApiError(error.status, [...error.errors, { message: texts().errors.unknownOutcome }]);
}

function delay(millis: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, millis));
}
