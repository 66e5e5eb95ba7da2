import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Ticket } from '../api/types';
import { entry } from '../entry';
import { here, navigate, startRouter } from '../router';
import { setUser } from '../state/session';
import { aTicket, fakeServer, goBackTo, json, refusal, seller } from '../testing/fakeServer';
import { BrowsePage } from './BrowsePage';

let stop: () => void;
beforeEach(() => {
  stop = startRouter();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

function tickets(first: number, last: number): Ticket[] {
  const numbers = Array.from({ length: last - first + 1 }, (_, i) => first + i);
  return numbers.map((number) => aTicket({ id: `t${number}`, title: `Ticket ${number}` }));
}

function next(path: string): Record<string, string> {
  return { Link: `<${path}>; rel="next"` };
}

function titles(): (string | null)[] {
  return [...document.querySelectorAll('.items a')].map((link) => link.textContent);
}

function field(label: string): HTMLInputElement {
  return screen.getByLabelText<HTMLInputElement>(label);
}

function type(label: string, value: string): void {
  fireEvent.input(field(label), { target: { value } });
}

async function pass(millis: number): Promise<void> {
  await act(async () => {
    await vi.advanceTimersByTimeAsync(millis);
  });
}

describe('the list', () => {
  test("has the server's order, and more of it as long as there is", async () => {
    fakeServer({
      'GET /api/tickets': () =>
        json(
          [aTicket({ id: 't3', title: 'Third' }), aTicket({ id: 't2', title: 'Second' })],
          200,
          next('/api/tickets?cursor=t2'),
        ),
      'GET /api/tickets?cursor=t2': () => json([aTicket({ id: 't1', title: 'First' })]),
    });
    render(<BrowsePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    const first = await screen.findByText('First');
    expect(titles()).toEqual(['Third', 'Second', 'First']);
    expect(screen.queryByRole('button', { name: 'Show more' })).toBeNull();
    await waitFor(() => expect(document.activeElement).toBe(first));
  });

  test('shows once what comes again because the list moved meanwhile', async () => {
    fakeServer({
      'GET /api/tickets': () => json(tickets(1, 2), 200, next('/api/tickets?cursor=t2')),
      'GET /api/tickets?cursor=t2': () => json(tickets(2, 3)),
    });
    render(<BrowsePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('Ticket 3');
    expect(titles()).toEqual(['Ticket 1', 'Ticket 2', 'Ticket 3']);
  });

  test('keeps what is there and says why when more cannot be had', async () => {
    fakeServer({
      'GET /api/tickets': () => json([aTicket()], 200, next('/api/tickets?cursor=t1')),
      'GET /api/tickets?cursor=t1': () => refusal(503, { message: 'The tickets are away.' }),
    });
    render(<BrowsePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    expect(await screen.findByText('The tickets are away.')).toBeTruthy();
    expect(screen.getByText('Concert')).toBeTruthy();
  });

  test('says so when nothing is on sale', async () => {
    fakeServer({ 'GET /api/tickets': () => json([]) });
    render(<BrowsePage />);
    expect(await screen.findByText(/No tickets are on sale/)).toBeTruthy();
  });

  test('says so when the server is away, and trying again helps once it is back', async () => {
    const answers = [refusal(503, { message: 'The tickets are away.' }), json([aTicket()])];
    fakeServer({ 'GET /api/tickets': () => answers.shift() ?? json([]) });
    render(<BrowsePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    expect(await screen.findByText('Concert')).toBeTruthy();
    expect(screen.queryByText('The tickets are away.')).toBeNull();
  });

  test('comes by itself when the connection is back', async () => {
    vi.stubGlobal('fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    render(<BrowsePage />);
    await screen.findByText(/cannot be reached/);
    fakeServer({ 'GET /api/tickets': () => json([aTicket()]) });
    await waitFor(() => {
      window.dispatchEvent(new Event('online'));
      expect(screen.getByText('Concert')).toBeTruthy();
    });
  });

  test("marks one's own tickets", async () => {
    setUser(seller);
    fakeServer({ 'GET /api/tickets': () => json([aTicket(), aTicket({ id: 't2', userId: 'somebody' })]) });
    render(<BrowsePage />);
    expect(await screen.findAllByText('This one is yours.')).toHaveLength(1);
  });
});

describe('paging keeps its place', () => {
  test('how many were shown is kept, and Back asks for as many at once', async () => {
    const received = fakeServer({
      'GET /api/tickets': () => json(tickets(1, 20), 200, next('/api/tickets?cursor=c20')),
      'GET /api/tickets?cursor=c20': () => json(tickets(21, 40), 200, next('/api/tickets?cursor=c40')),
      'GET /api/tickets?limit=40': () => json(tickets(1, 40), 200, next('/api/tickets?limit=40&cursor=c40')),
      'GET /api/tickets?cursor=c40': () => json(tickets(41, 41)),
    });
    render(<BrowsePage />);
    fireEvent.click(await screen.findByRole('button', { name: 'Show more' }));
    await screen.findByText('Ticket 40');
    const kept = entry();
    expect(kept.shown).toBe(40);

    cleanup();
    navigate('/tickets/t33');
    goBackTo('/', kept);
    render(<BrowsePage />);
    await screen.findByText('Ticket 40');
    expect(received.at(-1)?.path).toBe('/api/tickets?limit=40');
    // The page after it has the usual size again.
    fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
    await screen.findByText('Ticket 41');
  });

  test('more than the server gives at once are asked for in turn', async () => {
    const received = fakeServer({
      'GET /api/tickets?limit=100': () => json(tickets(1, 100), 200, next('/api/tickets?limit=100&cursor=c100')),
      'GET /api/tickets?limit=100&cursor=c100': () => json(tickets(101, 200)),
    });
    goBackTo('/', { shown: 120 });
    render(<BrowsePage />);
    await screen.findByText('Ticket 200');
    expect(received).toHaveLength(2);
  });

  test('what somebody paged through for ages is not loaded again', async () => {
    const received = fakeServer({ 'GET /api/tickets': () => json(tickets(1, 2)) });
    goBackTo('/', { shown: 100_000 });
    render(<BrowsePage />);
    await screen.findByText('Ticket 2');
    expect(received).toHaveLength(1);
  });
});

describe('searching', () => {
  const all = () => json([aTicket({ title: 'Concert' })]);

  test('goes by what is typed, after a pause, and is in the address', async () => {
    vi.useFakeTimers();
    const received = fakeServer({
      'GET /api/tickets': all,
      'GET /api/tickets?q=jazz': () => json([aTicket({ title: 'Jazz night' })]),
    });
    render(<BrowsePage />);
    await pass(0);
    for (const typed of ['j', 'ja', 'jaz', 'jazz', 'jazz ']) {
      type('Search', typed);
      await pass(100);
    }
    expect(received).toHaveLength(1);
    expect(here.value.search).toBe('');
    await pass(250);
    await pass(0);
    expect(titles()).toEqual(['Jazz night']);
    expect(received.map(({ path }) => path)).toEqual(['/api/tickets', '/api/tickets?q=jazz']);
    expect(here.value.search).toBe('?q=jazz');
    expect(field('Search').value).toBe('jazz ');
    expect(document.title).toBe('Tickets: jazz - Ticketing');
  });

  test('goes at once with Enter', async () => {
    fakeServer({ 'GET /api/tickets': all, 'GET /api/tickets?q=jazz': () => json([]) });
    render(<BrowsePage />);
    type('Search', 'jazz');
    fireEvent.submit(document.querySelector('search form') ?? document.body);
    expect(here.value.search).toBe('?q=jazz');
  });

  test('shows the old results until the new ones are there, marked as old', async () => {
    let answer: (response: Response) => void = () => {};
    fakeServer({
      'GET /api/tickets': all,
      'GET /api/tickets?q=jazz': () =>
        new Promise((resolve) => {
          answer = resolve;
        }),
    });
    render(<BrowsePage />);
    await screen.findByText('Concert');
    act(() => navigate('/?q=jazz'));
    expect(titles()).toEqual(['Concert']);
    await waitFor(() => expect(document.querySelector('.results')?.getAttribute('aria-busy')).toBe('true'));
    answer(json([aTicket({ title: 'Jazz night' })]));
    await screen.findByText('Jazz night');
    expect(titles()).toEqual(['Jazz night']);
    expect(document.querySelector('.results')?.getAttribute('aria-busy')).toBe('false');
  });

  test('an answer that a newer one has overtaken changes nothing, and was given up', async () => {
    const pending = new Map<string, (response: Response) => void>();
    const aborted: string[] = [];
    vi.stubGlobal('fetch', (path: string, { signal }: RequestInit) => {
      signal?.addEventListener('abort', () => aborted.push(path));
      // Unlike a real one it answers all the same: that must not matter.
      return new Promise((resolve) => pending.set(path, resolve));
    });
    render(<BrowsePage />);
    await waitFor(() => expect(pending.has('/api/tickets')).toBe(true));
    act(() => navigate('/?q=old'));
    await waitFor(() => expect(pending.has('/api/tickets?q=old')).toBe(true));
    act(() => navigate('/?q=new'));
    await waitFor(() => expect(pending.has('/api/tickets?q=new')).toBe(true));
    pending.get('/api/tickets?q=new')?.(json([aTicket({ title: 'New' })]));
    await screen.findByText('New');
    const late = [json([aTicket({ title: 'Old' })]), refusal(500, { message: 'Older still.' })];
    await act(async () => {
      ['/api/tickets?q=old', '/api/tickets'].forEach((path, i) => pending.get(path)?.(late[i] ?? json([])));
      await waitFor(() => expect(late.map(({ bodyUsed }) => bodyUsed)).toEqual([true, true]));
      await new Promise((read) => setTimeout(read));
    });
    expect(titles()).toEqual(['New']);
    expect(screen.queryByText('Older still.')).toBeNull();
    expect(aborted).toEqual(['/api/tickets', '/api/tickets?q=old']);
  });

  test('has sort and prices in the address and asks with them', async () => {
    const received = fakeServer({ 'GET /api/tickets': all });
    render(<BrowsePage />);
    await screen.findByText('Concert');
    fireEvent.change(field('Sort'), { target: { value: '-price' } });
    expect(here.value.search).toBe('?sort=-price');
    type('Lowest price', '10,5');
    type('Highest price', '20');
    fireEvent.change(field('Highest price'));
    expect(here.value.search).toBe('?sort=-price&minPrice=10.5&maxPrice=20');
    await waitFor(() => expect(received.at(-1)?.path).toBe('/api/tickets?sort=-price&minPrice=10.5&maxPrice=20'));
  });

  test('can be opened from its address', async () => {
    fakeServer({ 'GET /api/tickets?q=jazz&sort=price&minPrice=5': () => json([aTicket()]) });
    navigate('/?q=jazz&sort=price&minPrice=5');
    render(<BrowsePage />);
    expect(await screen.findByText('Concert')).toBeTruthy();
    expect(['Search', 'Sort', 'Lowest price', 'Highest price'].map((label) => field(label).value)).toEqual([
      'jazz',
      'price',
      '5',
      '',
    ]);
  });

  test('is undone by Back, in the fields too, and what was typed before does not come after it', async () => {
    vi.useFakeTimers();
    fakeServer({ 'GET /api/tickets': all, 'GET /api/tickets?q=jazz': () => json([]) });
    navigate('/?q=jazz');
    render(<BrowsePage />);
    await pass(0);
    type('Search', 'jazz and');
    act(() => goBackTo('/'));
    await pass(1000);
    expect(field('Search').value).toBe('');
    expect(titles()).toEqual(['Concert']);
    expect(here.value.search).toBe('');
  });

  test('typing on in one field is one step for Back, and another field is another', async () => {
    vi.useFakeTimers();
    fakeServer({});
    render(<BrowsePage />);
    await pass(0);
    const push = vi.spyOn(history, 'pushState');
    type('Search', 'jazz');
    await pass(300);
    type('Search', 'jazz night');
    await pass(300);
    expect(push).toHaveBeenCalledTimes(1);
    type('Highest price', '20');
    await pass(1000);
    expect(push).toHaveBeenCalledTimes(2);
    expect(here.value.search).toBe('?q=jazz+night&maxPrice=20');
  });

  test('what is typed when somebody leaves for a ticket does not lead back', async () => {
    vi.useFakeTimers();
    fakeServer({ 'GET /api/tickets': all });
    render(<BrowsePage />);
    await pass(0);
    type('Search', 'jazz');
    cleanup();
    navigate('/tickets/t1');
    await pass(1000);
    expect(here.value.pathname).toBe('/tickets/t1');
  });

  test('a refusal stands at the field it names, in the words of this page, and takes no focus', async () => {
    fakeServer({
      'GET /api/tickets': all,
      'GET /api/tickets?minPrice=20&maxPrice=10': () =>
        refusal(400, { message: 'minPrice must not be above maxPrice', field: 'minPrice' }),
    });
    render(<BrowsePage />);
    await screen.findByText('Concert');
    act(() => navigate('/?minPrice=20&maxPrice=10'));
    const message = await screen.findByText('Lowest price must not be above highest price.');
    const lowest = field('Lowest price');
    expect(lowest.getAttribute('aria-invalid')).toBe('true');
    expect(message.closest('.field-error')?.id).toBe(lowest.getAttribute('aria-describedby'));
    expect(field('Highest price').hasAttribute('aria-invalid')).toBe(false);
    expect(screen.getAllByRole('alert').every(({ textContent }) => textContent === '')).toBe(true);
    expect(document.activeElement).not.toBe(lowest);
    // The results of another search would pass for an answer to this one.
    expect(titles()).toEqual([]);
    expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
  });

  test('a sort that there is none of is refused where it is chosen', async () => {
    fakeServer({ 'GET /api/tickets?sort=best': () => refusal(400, { message: 'sort must be newest', field: 'sort' }) });
    navigate('/?sort=best');
    render(<BrowsePage />);
    await waitFor(() => expect(field('Sort').getAttribute('aria-invalid')).toBe('true'));
  });

  test.each([
    ['?q=jazz', /^Nothing matches \u201cjazz\u201d\.$/, { 'Clear the search': '/' }],
    [
      '?q=jazz&sort=price&maxPrice=20',
      /^Nothing matches \u201cjazz\u201d up to \$20\.00\.$/,
      { 'Clear the search': '/?sort=price&maxPrice=20', 'Any price': '/?q=jazz&sort=price' },
    ],
    ['?minPrice=10&maxPrice=20.5', /^No ticket costs from \$10\.00 to \$20\.50\.$/, { 'Any price': '/' }],
  ])('that finds nothing for %s says what to do', async (search, words, waysOn) => {
    fakeServer({ [`GET /api/tickets${search}`]: () => json([]) });
    navigate(`/${search}`);
    render(<BrowsePage />);
    expect(await screen.findByText(words)).toBeTruthy();
    const links = Object.fromEntries(
      [...document.querySelectorAll('.ways-on a')].map((link) => [link.textContent, link.getAttribute('href')]),
    );
    expect(links).toEqual(waysOn);
  });

  test('does not say of new words that they match nothing before the answer is there', async () => {
    fakeServer({
      'GET /api/tickets?q=xyz': () => json([]),
      'GET /api/tickets?q=jazz': () => new Promise(() => {}),
    });
    navigate('/?q=xyz');
    render(<BrowsePage />);
    await screen.findByText(/matches \u201cxyz/);
    act(() => navigate('/?q=jazz'));
    await waitFor(() => expect(field('Search').value).toBe('jazz'));
    expect(screen.queryByText(/matches \u201cjazz/)).toBeNull();
  });

  test('tells a screen reader how much was found', async () => {
    fakeServer({ 'GET /api/tickets?q=jazz': () => json(tickets(1, 2), 200, next('/api/tickets?q=jazz&cursor=c')) });
    navigate('/?q=jazz');
    render(<BrowsePage />);
    const words = await screen.findByText('Tickets for jazz: 2 shown, and there are more');
    expect(words.getAttribute('role')).toBe('status');
  });
});

test('a list grows by itself as its end comes near, and asks after it has grown long', async () => {
  let near: (() => void) | null = null;
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(seen: (entries: { isIntersecting: boolean }[]) => void) {
        near = () => seen([{ isIntersecting: true }]);
      }
      observe() {}
      disconnect() {
        near = null;
      }
    },
  );
  const page = (number: number) =>
    json(
      Array.from({ length: 100 }, (_, i) => aTicket({ id: `t${number}-${i}` })),
      200,
      { Link: `</api/tickets?cursor=${number + 1}>; rel="next"` },
    );
  const received = fakeServer({
    'GET /api/tickets': () => page(0),
    'GET /api/tickets?cursor=1': () => page(1),
    'GET /api/tickets?cursor=2': () => page(2),
  });
  navigate('/?sort=newest');
  navigate('/');
  render(<BrowsePage />);
  await waitFor(() => expect(screen.getAllByText('Concert')).toHaveLength(100));
  await waitFor(() => expect(near).not.toBeNull());
  act(() => near?.());
  await waitFor(() => expect(screen.getAllByText('Concert')).toHaveLength(200));
  await waitFor(() => expect(near).toBeNull());
  expect(received).toHaveLength(2);
  fireEvent.click(screen.getByRole('button', { name: 'Show more' }));
  await waitFor(() => expect(screen.getAllByText('Concert')).toHaveLength(300));
});
