import { Module } from '@nestjs/common';
import { registerEntities } from '../../platform/database';
import { RegionsModule } from '../../reference/regions';
import { Credential } from './credential.entity';
import { CredentialsController } from './credentials.controller';
import { Credentials } from './credentials.service';
import { Provider } from './provider.entity';
import { ProvidersController } from './providers.controller';
import { Providers } from './providers.service';
import { ProvidersStore } from './providers.store';
import { DecideProvider } from './use-cases/decide-provider.use-case';
import { EditProvider } from './use-cases/edit-provider.use-case';
import { InviteProviderStaff } from './use-cases/invite-provider-staff.use-case';
import { RegisterProvider } from './use-cases/register-provider.use-case';

registerEntities([Provider, Credential]);

const exported = [Providers, Credentials, RegisterProvider, DecideProvider, EditProvider, InviteProviderStaff];

@Module({
  imports: [RegionsModule],
  controllers: [ProvidersController, CredentialsController],
  providers: [ProvidersStore, ...exported],
  exports: exported,
})
export class ProvidersModule {}
