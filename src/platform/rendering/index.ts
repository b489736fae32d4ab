export { RenderingModule } from './rendering.module';
export { type RenderOptions, TemplateError, Templates } from './templates';
