import type { LayeredRow } from '../../reference/policies';

export type PackRow = LayeredRow;

interface Words {
  name: string;
  says: string;
  layerName: string;
}
type ShownRow = Words &
  Pick<PackRow, 'code' | 'citation' | 'citationStatus' | 'mark' | 'placeholder' | 'from' | 'until'>;
export interface ShownSection {
  section: string;
  /** Tables of the section with the text key of their caption, or for lists of a county their own name; hidden where it would only repeat the heading. */
  parts: Array<{ caption: string; title: string | null; hidden: boolean; rows: ShownRow[] }>;
}

/** What a county still has to check: stand-ins, defaults of ours, and rows whose citation nobody has verified. */
export const isOpen = ({
  placeholder,
  mark,
  citationStatus,
}: Pick<PackRow, 'placeholder' | 'mark' | 'citationStatus'>): boolean =>
  placeholder || mark === 'default' || (citationStatus !== null && citationStatus !== 'verified');

export function packSection(section: string, rows: readonly PackRow[], words: (row: PackRow) => Words): ShownSection {
  const own = rows.filter((row) => row.section === section);
  const parts = [...new Set(own.map(({ part }) => part))];
  return {
    section,
    parts: parts.map((part) => ({
      title: section === 'lists' ? (own.filter((row) => row.part === part).map(words)[0]?.name ?? part) : null,
      caption:
        parts.length === 1 || section === 'lists'
          ? `packs.section.${section}`
          : `packs.part.${part === section ? 'settings' : part}`,
      hidden: parts.length === 1 && section !== 'lists',
      rows: own
        .filter((row) => row.part === part)
        .map((row) => {
          const { code, citation, citationStatus, mark, placeholder, from, until } = row;
          return { ...words(row), code, citation, citationStatus, mark, placeholder, from, until };
        }),
    })),
  };
}
