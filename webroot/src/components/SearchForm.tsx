import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiError } from '../api/ApiError';
import { texts } from '../i18n';
import { navigate } from '../router';
import { queryOf, SORTS, type Search } from '../state/search';
import { Choice, Field } from './Field';

const WORDS_PAUSE_MILLIS = 250;
/** Longer, for on the way to 150 there is 1, which is less than the lowest price perhaps. */
const PRICE_PAUSE_MILLIS = 800;
/** What the API takes. */
const LONGEST_WORDS = 200;

interface SearchFormProps {
  /** The search in the address, which the results are for. */
  search: Search;
  error: ApiError | null;
}

/** What to look for, in which order. What is typed goes into the address after a pause, and the page follows that. */
export function SearchForm({ search, error }: SearchFormProps) {
  const { typed, type, goNow } = useTyped(search);
  const words = texts().search;
  const shown = error && inOurWords(error);
  const price = { error: shown, inputMode: 'decimal', required: false, autocomplete: 'off' } as const;
  return (
    <search>
      <form
        class="search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          goNow();
        }}
        onChange={goNow}
      >
        <Field
          name="q"
          label={words.words}
          type="search"
          inputMode="search"
          value={typed.q}
          onValue={(q) => type({ q }, WORDS_PAUSE_MILLIS)}
          error={shown}
          required={false}
          autocomplete="off"
          maxLength={LONGEST_WORDS}
        />
        <Choice
          name="sort"
          label={words.sort}
          value={typed.sort}
          onValue={(sort) => type({ sort }, 0)}
          error={shown}
          options={SORTS.map((value) => ({ value, label: words.sorts[value] }))}
        />
        <Field
          name="minPrice"
          label={words.lowest}
          value={typed.minPrice}
          onValue={(minPrice) => type({ minPrice }, PRICE_PAUSE_MILLIS)}
          {...price}
        />
        <Field
          name="maxPrice"
          label={words.highest}
          value={typed.maxPrice}
          onValue={(maxPrice) => type({ maxPrice }, PRICE_PAUSE_MILLIS)}
          {...price}
        />
      </form>
    </search>
  );
}

/** What the API calls the fields, where its messages about one name the other. */
function inOurWords(error: ApiError): ApiError {
  const { lowest, highest } = texts().search;
  const details = error.errors.map(({ message, ...field }) => ({
    ...field,
    message: texts()
      .errors.server(message)
      .replaceAll('minPrice', lowest.toLowerCase())
      .replaceAll('maxPrice', highest.toLowerCase()),
  }));
  return new ApiError(error.status, details);
}

/** What stands in the fields. It runs ahead of the address while somebody types, and else is what the address says. */
function useTyped(search: Search) {
  const address = queryOf(search);
  const [typed, setTyped] = useState(search);
  const latest = useRef(search);
  const gone = useRef(address);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const lastField = useRef('');
  const field = useRef('');

  function show(next: Search): void {
    latest.current = next;
    setTyped(next);
  }

  useEffect(() => {
    if (address !== gone.current) {
      gone.current = address;
      lastField.current = '';
      show(search);
    }
  }, [address]);
  useEffect(() => () => clearTimeout(timer.current), []);

  function type(change: Partial<Search>, pauseMillis: number): void {
    field.current = Object.keys(change).join();
    show({ ...latest.current, ...change });
    clearTimeout(timer.current);
    timer.current = setTimeout(goNow, pauseMillis);
  }

  /** Typing on in one field is one step for the browser's Back. */
  function goNow(): void {
    clearTimeout(timer.current);
    const wanted = queryOf(latest.current);
    if (wanted !== gone.current) {
      gone.current = wanted;
      navigate(`/${wanted}`, { replace: lastField.current === field.current });
      lastField.current = field.current;
    }
  }

  return { typed, type, goNow };
}
