import { Body, Controller, Get, Post, Query, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { Open } from '../../platform/http';
import { providerKinds, Providers, RegisterProvider, RegisterProviderInput } from '../../supply/providers';
import { emptyForm, type FormModel, Forms, type Redirect, redirect, type View, view } from '../shell';
import { SupplyWords } from './supply-words';

/** The open door for bodies that want to help: they register, the centre looks and lets them in. */
@ApiExcludeController()
@Controller('console/register-provider')
@Open()
export class RegisterProviderController {
  constructor(
    private readonly forms: Forms,
    private readonly providers: Providers,
    private readonly register: RegisterProvider,
    private readonly words: SupplyWords,
  ) {}

  @Get()
  page(): Promise<View> {
    return this.formPage(emptyForm());
  }

  @Post()
  submit(@Body() body: unknown, @Req() request: FastifyRequest): Promise<View | Redirect> {
    return this.forms.submit(body, RegisterProviderInput, {
      act: (input) => this.register.execute(input, request.ip),
      done: ({ number }) => redirect(`/console/register-provider/done?number=${number}`),
      again: (form) => this.formPage(form),
    });
  }

  @Get('done')
  done(@Query('number') number: unknown): View {
    const known = typeof number === 'string' && /^P-\d{4}-\d{1,12}$/.test(number);
    return view('console/supply/providers/registered', { reference: known ? number : '—' });
  }

  private async formPage(form: FormModel): Promise<View> {
    const districts = (await this.providers.districtsOfService()).map(({ code, name }) => ({
      value: code,
      text: name,
    }));
    const kinds = this.words.items('providers.kind.', providerKinds);
    return view('console/supply/providers/register', { form, kinds, districts });
  }
}
