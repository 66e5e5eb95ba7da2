import type { ComponentChildren } from 'preact';
import { chooseLanguage, language, LANGUAGES, texts, type Language } from '../i18n';
import { chooseTheme, theme, THEMES, type Theme } from '../state/theme';

/** Language and colours of the page. */
export function Preferences() {
  const words = texts().app;
  return (
    <div class="preferences">
      <Preference<Language>
        id="language"
        label={words.language}
        value={language.value}
        options={LANGUAGES}
        onChoice={(chosen) => void chooseLanguage(chosen)}
      />
      <Preference<Theme>
        id="theme"
        label={words.theme}
        value={theme.value}
        options={Object.fromEntries(THEMES.map((name) => [name, words.themes[name]])) as Record<Theme, string>}
        onChoice={chooseTheme}
      />
    </div>
  );
}

interface PreferenceProps<T extends string> {
  id: string;
  label: string;
  value: T;
  options: Readonly<Record<T, ComponentChildren>>;
  onChoice: (chosen: T) => void;
}

function Preference<T extends string>({ id, label, value, options, onChoice }: PreferenceProps<T>) {
  return (
    <label for={id}>
      <span>{label}</span>
      <select id={id} value={value} onChange={(event) => onChoice(event.currentTarget.value as T)}>
        {(Object.keys(options) as T[]).map((option) => (
          <option key={option} value={option} {...(id === 'language' ? { lang: option } : {})}>
            {options[option]}
          </option>
        ))}
      </select>
    </label>
  );
}
