import { render, screen } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { lazily } from './lazily';

const Page = ({ id }: { id: string }) => <p>{`Page ${id}`}</p>;

test('a page comes when it is first shown, and only once', async () => {
  const load = vi.fn(() => Promise.resolve(Page));
  const Lazy = lazily(load);
  render(<Lazy id="1" />);
  expect(await screen.findByText('Page 1')).toBeTruthy();
  render(<Lazy id="2" />);
  expect(screen.getByText('Page 2')).toBeTruthy();
  expect(load).toHaveBeenCalledTimes(1);
});

test('a page that cannot be had says so', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const Lazy = lazily(() => Promise.reject(new Error('gone')));
  render(<Lazy id="1" />);
  expect(await screen.findByText(/Something went wrong in this page/)).toBeTruthy();
});
