import type { PackRow } from '../../reference/policies';

interface Words {
  name: string;
  says: string;
}
type ShownRow = Words &
  Pick<PackRow, 'code' | 'citation' | 'citationStatus' | 'mark' | 'placeholder' | 'from' | 'until'>;
export interface ShownSection {
  section: string;
  /** Tables of the section with the text key of their caption, hidden where it would only repeat the heading. */
  parts: Array<{ caption: string; hidden: boolean; rows: ShownRow[] }>;
}

/** What a county still has to check: stand-ins, defaults of ours, and rows whose citation nobody has verified. */
export const isOpen = ({ placeholder, mark, citationStatus }: PackRow): boolean =>
  placeholder || mark === 'default' || (citationStatus !== null && citationStatus !== 'verified');

export function packSection(section: string, rows: readonly PackRow[], words: (row: PackRow) => Words): ShownSection {
  const own = rows.filter((row) => row.section === section);
  const parts = [...new Set(own.map(({ part }) => part))];
  return {
    section,
    parts: parts.map((part) => ({
      caption: parts.length === 1 ? `packs.section.${section}` : `packs.part.${part === section ? 'settings' : part}`,
      hidden: parts.length === 1,
      rows: own
        .filter((row) => row.part === part)
        .map((row) => {
          const { code, citation, citationStatus, mark, placeholder, from, until } = row;
          return { ...words(row), code, citation, citationStatus, mark, placeholder, from, until };
        }),
    })),
  };
}
