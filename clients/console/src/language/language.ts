import { i18n, type Messages } from '@lingui/core'
import { readPreference, usePreference } from '../ui/preference.ts'

/** The languages of the console, by their own names. A language is a file in locales/. */
export const languages = { en: 'English', de: 'Deutsch' } as const
export type Language = keyof typeof languages

const catalogues: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import('../../locales/en.po'),
  de: () => import('../../locales/de.po'),
}

const isLanguage = (text: string | null): text is Language => text !== null && Object.hasOwn(languages, text)

/** The first of the browser's languages that the console has. */
function browserLanguage(): Language {
  for (const tag of navigator.languages) {
    const [language = ''] = tag.split('-')
    if (isLanguage(language)) return language
  }
  return 'en'
}

/** The language of this browser's user, and how to choose another; null chooses the browser's. */
export function useLanguage(): [Language, (language: Language | null) => void] {
  const [chosen, choose] = usePreference('language')
  return [isLanguage(chosen) ? chosen : browserLanguage(), choose]
}

/** The same before anything is rendered. */
export function chosenLanguage(): Language {
  const chosen = readPreference('language')
  return isLanguage(chosen) ? chosen : browserLanguage()
}

/** Fetches the texts of a language and shows them from now on. */
export async function speak(language: Language): Promise<void> {
  const { messages } = await catalogues[language]()
  i18n.loadAndActivate({ locale: language, messages })
  document.documentElement.lang = language
}

/** The language with the browser's region, such as `en-GB`, for dates and times. */
export const regionalLocale = (): string =>
  navigator.languages.find(tag => tag.split('-')[0] === i18n.locale) ?? i18n.locale
