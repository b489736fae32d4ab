import { type ImportProblem, type ImportRunRow } from '../../exchange/spreadsheets';
import { loadMappingRules, openSource, proposeCode, suggestCode, type ReadItem } from '../../exchange/hsds';

const SHOWN = 20;

export interface PreviewLine {
  name: string;
  organisation: string;
  place: string;
  code: string | null;
  /** The code would be taken without a person. */
  sure: boolean;
}

export interface Preview {
  lines: PreviewLine[];
  problems: Array<Pick<ImportProblem, 'line' | 'recordId' | 'code' | 'params'>>;
}

function lineOf(
  { service }: Extract<ReadItem, { kind: 'service' }>,
  rules: ReturnType<typeof loadMappingRules>,
): PreviewLine {
  const sure = proposeCode(service, rules);
  return {
    name: service.name,
    organisation: service.organisation?.name ?? '',
    place: service.locations[0]?.address ?? '',
    code: (sure ?? suggestCode(service, rules))?.code ?? null,
    sure: sure !== null,
  };
}

/** The first records of an uploaded file as they would be taken in. */
export async function previewOf(path: string, run: Pick<ImportRunRow, 'kind' | 'mapping'>): Promise<Preview> {
  const rules = loadMappingRules();
  const preview: Preview = { lines: [], problems: [] };
  for await (const item of openSource(path, run)) {
    if (item.kind === 'service') preview.lines.push(lineOf(item, rules));
    else preview.problems.push(item.problem);
    if (preview.lines.length + preview.problems.length >= SHOWN) break;
  }
  return preview;
}
