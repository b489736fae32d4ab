export { Config, ConfigurationError, loadConfig } from './config';
export { ConfigModule } from './config.module';
