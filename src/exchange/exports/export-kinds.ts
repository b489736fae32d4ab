import { Injectable } from '@nestjs/common';
import { forbidden } from '../../platform/errors';
import { type Locale, Texts } from '../../platform/i18n';
import { levelsOf, markOf, reaches, staffRelations } from '../../trust/access';
import type {
  ExportKind,
  ExportKindName,
  ExportMode,
  IdentifiedExport,
  NamedColumn,
  NamedExport,
  RequestedGroup,
  StatisticsExport,
} from './export-kind';
import { exportModes } from './export-kind';
import { HouseholdExport } from './household-export';
import { IntegrityExport } from './integrity-export';
import { LedgerExport } from './ledger-export';
import { NeedExport } from './need-export';
import { PaymentExport } from './payment-export';
import { ReferralExport } from './referral-export';

/** Most rows of a file with names, unless its kind says otherwise. */
const MOST_ROWS = 500;

interface ColumnsOf {
  kind: ExportKindName;
  mode: ExportMode;
  groups?: readonly RequestedGroup[];
}

/** Everything that may leave the house, and for whom. */
@Injectable()
export class ExportKinds {
  private readonly kinds: readonly ExportKind[];

  constructor(
    households: HouseholdExport,
    ledger: LedgerExport,
    referrals: ReferralExport,
    needs: NeedExport,
    payments: PaymentExport,
    integrity: IntegrityExport,
    private readonly texts: Texts,
  ) {
    this.kinds = [households, ledger, referrals, needs, payments, integrity];
  }

  /** What somebody with these roles may order. */
  offered(roles: readonly string[]): Array<{ kind: ExportKindName; mode: ExportMode }> {
    return this.kinds.flatMap((kind) =>
      exportModes.filter((mode) => may(kind[mode], roles)).map((mode) => ({ kind: kind.name, mode })),
    );
  }

  /** @throws AppError 403 `export-not-for-role` */
  named(name: ExportKindName, roles: readonly string[]): NamedExport {
    return this.found(name, 'named', roles);
  }

  /** Most rows of such a file. */
  mostRows(name: ExportKindName, mode: ExportMode): number {
    const named = mode === 'named' ? this.kinds.find((kind) => kind.name === name)?.named : null;
    return named?.most ?? MOST_ROWS;
  }

  /** @throws AppError 403 `export-not-for-role` */
  statistics(name: ExportKindName, roles: readonly string[]): StatisticsExport {
    return this.found(name, 'statistics', roles);
  }

  /** @throws AppError 403 `export-not-for-role` */
  identified(name: ExportKindName, roles: readonly string[]): IdentifiedExport {
    return this.found(name, 'identified', roles);
  }

  /** Text keys of the columns of a file. @throws AppError 403 `export-not-for-role` */
  columns(
    name: ExportKindName,
    mode: ExportMode,
    roles: readonly string[],
    groups: readonly RequestedGroup[] = [],
  ): string[] {
    if (mode === 'identified') return this.identified(name, roles).columns(groups);
    if (mode === 'named') {
      const { columns: all } = this.named(name, roles);
      return shownColumns(all, roles).map((place) => all[place]!.key);
    }
    const { keys, column } = this.statistics(name, roles);
    return [...keys, column, 'count'];
  }

  /** Headings of the columns of a file, in its language. @throws AppError 403 `export-not-for-role` */
  headings(order: ColumnsOf, roles: readonly string[], locale: Locale): string[] {
    const { kind, mode, groups = [] } = order;
    const own = mode === 'named' ? this.named(kind, roles).columns : [];
    return this.columns(kind, mode, roles, groups).map((key) => {
      const heading = own.find((column) => column.key === key)?.heading;
      return heading?.[locale === 'en' ? 'en' : 'zh'] ?? this.texts.t(locale, `exports.columns.${key}`);
    });
  }

  private found<M extends ExportMode>(
    name: ExportKindName,
    mode: M,
    roles: readonly string[],
  ): NonNullable<ExportKind[M]> {
    const found = this.kinds.find((kind) => kind.name === name)?.[mode] ?? null;
    if (!found || !may(found, roles)) throw forbidden('export-not-for-role');
    return found;
  }
}

/** Places of the columns that somebody with these roles sees of at least some files; the rows say of which (C3). */
export function shownColumns(columns: readonly NamedColumn[], roles: readonly string[]): number[] {
  const most = levelsOf(roles, staffRelations);
  return columns.flatMap(({ field }, place) => {
    const mark = markOf(field);
    return !mark || reaches(most[mark.group], mark.from) ? [place] : [];
  });
}

const may = (found: { roles: readonly string[] } | null, roles: readonly string[]): boolean =>
  found !== null && roles.some((role) => found.roles.includes(role));
