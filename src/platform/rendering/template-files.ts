import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export interface TemplateFile {
  /** Path below `templates/` without `.hbs`; partials also answer to their path below `partials/`. */
  name: string;
  source: string;
  /** Plain text (`*.txt.hbs`): nothing is escaped. */
  plain: boolean;
}

/** Every `.hbs` file below `folder`. */
export function readTemplates(folder: string): TemplateFile[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.hbs'))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(folder, path).split(sep).join('/').slice(0, -'.hbs'.length);
      return { name, source: readFileSync(path, 'utf8'), plain: name.endsWith('.txt') };
    });
}
