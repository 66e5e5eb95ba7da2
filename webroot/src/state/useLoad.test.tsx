import { act, fireEvent, render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { newest, useLoad } from './useLoad';

interface Versioned {
  version: number;
}

/** Loads that answer when the test says so, in whatever order. */
function pendingLoads() {
  const loads: { answer: (value: Versioned) => void; fail: (error: Error) => void; signal: AbortSignal }[] = [];
  const load = (signal: AbortSignal) =>
    new Promise<Versioned>((answer, fail) => {
      loads.push({ answer, fail, signal });
    });
  return { loads, load };
}

function Shown({ load }: { load: (signal: AbortSignal) => Promise<Versioned> }) {
  const { value, error, loading, set, update, reload } = useLoad(load, { merge: newest });
  return (
    <>
      <p>{`${value?.version} ${error?.message ?? 'fine'} ${loading ? 'loading' : 'still'}`}</p>
      <button type="button" onClick={() => void reload()}>
        reload
      </button>
      <button type="button" onClick={() => set({ version: 7 })}>
        set
      </button>
      <button type="button" onClick={() => update(({ version }) => ({ version: version * 10 }))}>
        update
      </button>
    </>
  );
}

function open(load: (signal: AbortSignal) => Promise<Versioned>): void {
  render(<Shown load={load} />);
}

const words = () => document.querySelector('p')?.textContent;
const press = (name: string) =>
  act(() => {
    fireEvent.click(screen.getByText(name));
  });

test('of two loads the newer one counts, whichever answers last, and the older one is aborted', async () => {
  const { loads, load } = pendingLoads();
  open(load);
  await press('reload');
  expect(loads.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  await act(async () => loads[1]?.answer({ version: 2 }));
  expect(words()).toBe('2 fine still');
  await act(async () => loads[0]?.answer({ version: 3 }));
  expect(words()).toBe('2 fine still');
});

test('the failure of an older load does not hide what the newer one brought', async () => {
  const { loads, load } = pendingLoads();
  open(load);
  await press('reload');
  await act(async () => loads[1]?.answer({ version: 2 }));
  await act(async () => loads[0]?.fail(new Error('late')));
  expect(words()).toBe('2 fine still');
});

test('what is set counts more than a load under way', async () => {
  const { loads, load } = pendingLoads();
  open(load);
  await press('set');
  expect(words()).toBe('7 fine still');
  await act(async () => loads[0]?.answer({ version: 9 }));
  expect(words()).toBe('7 fine still');
});

test('an older version undoes nothing, and a value can be changed in its place', async () => {
  const { loads, load } = pendingLoads();
  open(load);
  await act(async () => loads[0]?.answer({ version: 5 }));
  await press('reload');
  expect(words()).toBe('5 fine loading');
  await act(async () => loads[1]?.answer({ version: 4 }));
  expect(words()).toBe('5 fine still');
  await press('update');
  expect(words()).toBe('50 fine still');
});
