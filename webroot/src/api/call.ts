import { send, type Answer, type Method, type RequestOptions } from './http';
import type { Paths } from './types';

/** One operation of the API as its contract has it: another path, method, body or answer there fails to compile here. */

type Verb<M extends Method> = Lowercase<M>;

/** The paths that know the method. */
type PathOf<M extends Method> = {
  [P in keyof Paths]: Paths[P] extends Record<Verb<M>, { responses: unknown }> ? P : never;
}[keyof Paths];

type Operation<M extends Method, P extends PathOf<M>> = Paths[P][Verb<M> & keyof Paths[P]];

type Sent<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? { body: B } : { body?: never };

type Json<R> = R extends { content: { 'application/json': infer B } } ? B : undefined;

/** What comes with any of the statuses of success. */
type Answered<O> = O extends { responses: infer R } ? Json<R[keyof R & (200 | 201 | 202 | 204)]> : never;

type Asked<O> = Sent<O>
  & Omit<RequestOptions, 'body'> & {
    /** In place of `{id}`. */
    id?: string;
    query?: Record<string, string>;
  };

type NeedsBody<O> = O extends { requestBody: unknown } ? [asked: Asked<O>] : [asked?: Asked<O>];

export async function call<M extends Method, P extends PathOf<M>>(
  method: M,
  path: P,
  ...[asked]: NeedsBody<Operation<M, P>>
): Promise<Answered<Operation<M, P>>> {
  const { id, query, ...options }: Omit<Asked<unknown>, 'body'> & { body?: unknown } = asked ?? {};
  const filled = path.replace('{id}', encodeURIComponent(id ?? ''));
  const answer: Answer = await send(method, query ? `${filled}?${new URLSearchParams(query)}` : filled, options);
  return answer.body as Answered<Operation<M, P>>;
}
