export * from './formats';
export { I18nModule } from './i18n.module';
export { languageName, spokenLanguages } from './languages';
export { defaultLocale, type Locale, locales, type LocaleSources, negotiateLocale, supportedLocale } from './locale';
export { MissingTextError, type TextParams, Texts } from './texts';
