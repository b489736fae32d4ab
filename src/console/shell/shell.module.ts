import { Global, Module } from '@nestjs/common';
import { APP_FILTER, APP_INTERCEPTOR } from '@nestjs/core';
import { AssetsController } from './assets.controller';
import { DistrictController } from './district.controller';
import { ConsoleSession } from './console-session';
import { Forms } from './forms.service';
import { HomeCards } from './home-cards';
import { HomeController } from './home.controller';
import { LanguageController } from './language.controller';
import { PageErrorFilter } from './page-error.filter';
import { PageInterceptor } from './page.interceptor';
import { Pages } from './pages.service';
import { SecondFactorController } from './second-factor.controller';
import { SignInController } from './sign-in.controller';

/** What all pages share. Import it after HttpModule: pages are made inside the request's transaction. */
@Global()
@Module({
  controllers: [
    AssetsController,
    DistrictController,
    HomeController,
    LanguageController,
    SecondFactorController,
    SignInController,
  ],
  providers: [
    ConsoleSession,
    Forms,
    HomeCards,
    Pages,
    { provide: APP_INTERCEPTOR, useClass: PageInterceptor },
    { provide: APP_FILTER, useClass: PageErrorFilter },
  ],
  exports: [ConsoleSession, Forms, HomeCards, Pages],
})
export class ShellModule {}
