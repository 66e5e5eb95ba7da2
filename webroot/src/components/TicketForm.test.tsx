import { fireEvent, render, screen, waitFor } from '@testing-library/preact';
import { expect, test, vi } from 'vitest';
import { ApiError } from '../api/ApiError';
import type { TicketDraft } from '../api/types';
import { serverConfig } from '../state/serverConfig';
import { TicketForm } from './TicketForm';

function fill(title: string, price: string): void {
  fireEvent.input(screen.getByLabelText('Title'), { target: { value: title } });
  fireEvent.input(screen.getByLabelText('Price (USD)'), { target: { value: price } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
}

function open(onSubmit: (draft: TicketDraft) => Promise<void>): void {
  render(<TicketForm submitLabel="Save" onSubmit={onSubmit} />);
}

test('it sends the price as a number', async () => {
  const onSubmit = vi.fn(async () => {});
  open(onSubmit);
  fill('Concert', '25,50');
  await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ title: 'Concert', price: 25.5 }));
});

test('an error that names a field stands at that field, which gets the focus', async () => {
  open(async () => {
    throw new ApiError(400, [{ message: 'Too long.', field: 'title' }]);
  });
  fill('Concert', '25');
  const title = screen.getByLabelText('Title');
  await waitFor(() => expect(title.getAttribute('aria-invalid')).toBe('true'));
  const described = document.getElementById(title.getAttribute('aria-describedby')?.split(' ').at(-1) ?? '');
  expect(described?.textContent).toBe('Too long.');
  await waitFor(() => expect(document.activeElement).toBe(title));
  expect(screen.getByRole('alert').textContent).toBe('');
  expect(screen.getByLabelText('Price (USD)').hasAttribute('aria-invalid')).toBe(false);
});

test('errors that name no field of the form stand above it', async () => {
  open(async () => {
    throw new ApiError(400, [{ message: 'Not now.' }, { message: 'Odd owner.', field: 'userId' }]);
  });
  fill('Concert', '25');
  await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('Not now.Odd owner.'));
});

test('what is no price is refused at its field without asking the server, and can be mended', async () => {
  const onSubmit = vi.fn(async () => {});
  open(onSubmit);
  fill('Concert', 'a lot');
  await waitFor(() => expect(screen.getByText(/at most two decimals/)).toBeTruthy());
  expect(onSubmit).not.toHaveBeenCalled();
  fill('Concert', '25');
  await waitFor(() => expect(onSubmit).toHaveBeenCalledOnce());
  expect(screen.queryByText(/at most two decimals/)).toBeNull();
});

test('it starts with what is there already', () => {
  render(<TicketForm initial={{ title: 'Concert', price: 25.5 }} submitLabel="Save" onSubmit={async () => {}} />);
  expect(screen.getByLabelText<HTMLInputElement>('Price (USD)').value).toBe('25.50');
});

test('in a currency without decimals a price is whole', async () => {
  serverConfig.value = { currency: 'jpy', decimals: 0, publishableKey: '', simulator: true };
  const onSubmit = vi.fn(async () => {});
  render(<TicketForm initial={{ title: 'Concert', price: 1200 }} submitLabel="Save" onSubmit={onSubmit} />);
  const price = screen.getByLabelText<HTMLInputElement>('Price (JPY)');
  expect(price.value).toBe('1200');
  fireEvent.input(price, { target: { value: '12.5' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/whole number/)).toBeTruthy();
  fireEvent.input(price, { target: { value: '1250' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(onSubmit).toHaveBeenCalledWith({ title: 'Concert', price: 1250 }));
});
