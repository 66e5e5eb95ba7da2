import { batch, computed, signal } from '@preact/signals';
import { keep, recall } from '../kept';
import { en, type Texts } from './en';

/** Languages under the names that their speakers give them. */
export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;

export type Language = keyof typeof LANGUAGES;

const KEPT_AS = 'language';

/** English is always there; who reads it need not load the others. */
const CATALOGUES: Record<Language, () => Promise<Texts>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de')).de,
};

/** The language of the page. */
export const language = signal<Language>('en');

const catalogue = signal<Texts>(en);

/** The texts in the visitor's language. Read while rendering, so that the page follows a change. */
export function texts(): Texts {
  return catalogue.value;
}

/** How numbers and times are written: as the browser's owner is used to, if that is in the language of the page. */
export const locale = computed(
  () => navigator.languages.find((tag) => languageOf(tag) === language.value) ?? language.value,
);

/** Speaks the language that was chosen here before, else the first that the browser asks for and we have. */
export function startLanguage(): Promise<void> {
  const wanted = [recall(KEPT_AS) ?? '', ...navigator.languages].map(languageOf);
  return speak(wanted.find((tag): tag is Language => tag in LANGUAGES) ?? 'en');
}

/** Speaks a language from now on, here and in whatever is opened later. */
export function chooseLanguage(chosen: Language): Promise<void> {
  keep(KEPT_AS, chosen);
  return speak(chosen);
}

/** Without its texts, when they cannot be loaded, the page stays in the language that it has. */
async function speak(chosen: Language): Promise<void> {
  try {
    const loaded = await CATALOGUES[chosen]();
    batch(() => {
      language.value = chosen;
      catalogue.value = loaded;
    });
    // For screen readers and translators.
    document.documentElement.lang = chosen;
  } catch (thrown) {
    console.warn('The texts cannot be loaded:', thrown);
  }
}

function languageOf(tag: string): string {
  return tag.split('-')[0]?.toLowerCase() ?? '';
}
