import { texts } from '../i18n';

export interface ErrorDetail {
  message: string;
  /** The request's field that is at fault, where one is. */
  field?: string;
}

/** Status of a call that got no answer at all: no connection, or none in time. */
export const NO_ANSWER = 0;

/** Why a call did not succeed: the server's own words where it sent any, else ours. Has at least one error. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly status: number,
    readonly errors: ErrorDetail[],
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(errors.map((error) => error.message).join(' '));
  }

  /** True when the request may have taken effect although no answer came back. */
  get outcomeUnknown(): boolean {
    return this.status === NO_ANSWER;
  }
}

/** Any thrown value as an ApiError, so that pages show a defect in this app too instead of hanging. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) {
    return thrown;
  }
  console.error(thrown);
  return new ApiError(NO_ANSWER, [{ message: texts().errors.defect }]);
}
