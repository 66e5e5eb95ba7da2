import { fireEvent, render, screen } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { aTicket, fakeServer, json, refusal } from '../testing/fakeServer';
import { BrowsePage } from './BrowsePage';

test('it lists the tickets in the server\'s order, and more of them as long as there are', async () => {
  fakeServer({
    'GET /api/tickets': () => json(
      [aTicket({ id: 't3', title: 'Third' }), aTicket({ id: 't2', title: 'Second' })],
      200,
      { Link: '</api/tickets?cursor=t2>; rel="next"' },
    ),
    'GET /api/tickets?cursor=t2': () => json([aTicket({ id: 't1', title: 'First' })]),
  });
  render(<BrowsePage />);
  fireEvent.click(await screen.findByRole('button', { name: 'More' }));
  await screen.findByText('First');
  expect(screen.getAllByRole('link').map((link) => link.textContent)).toEqual(['Third', 'Second', 'First']);
  expect(screen.queryByRole('button', { name: 'More' })).toBeNull();
});

test('when more cannot be had, it keeps what is there and says why', async () => {
  fakeServer({
    'GET /api/tickets': () => json([aTicket()], 200, { Link: '</api/tickets?cursor=t1>; rel="next"' }),
    'GET /api/tickets?cursor=t1': () => refusal(503, { message: 'The tickets are away.' }),
  });
  render(<BrowsePage />);
  fireEvent.click(await screen.findByRole('button', { name: 'More' }));
  expect(await screen.findByText('The tickets are away.')).toBeTruthy();
  expect(screen.getByText('Concert')).toBeTruthy();
});

test('it says so when nothing is on sale', async () => {
  fakeServer({ 'GET /api/tickets': () => json([]) });
  render(<BrowsePage />);
  expect(await screen.findByText(/No tickets are on sale/)).toBeTruthy();
});

test('when the server is away it says so, and trying again helps once it is back', async () => {
  const answers = [refusal(503, { message: 'The tickets are away.' }), json([aTicket()])];
  fakeServer({ 'GET /api/tickets': () => answers.shift() ?? json([]) });
  render(<BrowsePage />);
  fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
  expect(await screen.findByText('Concert')).toBeTruthy();
  expect(screen.queryByText('The tickets are away.')).toBeNull();
});
