import { Injectable } from '@nestjs/common';
import type { Page } from '../../platform/database';
import { conflict } from '../../platform/errors';
import { Audit } from '../../trust/audit';
import { type Instrument, Instruments } from '../assessments';
import { compareStudies, type GroupComparison } from './compare-studies';
import type { StudyQuery } from './dto/instrument-study.dto';
import type { InstrumentStudy } from './instrument-study.entity';
import { InstrumentStudiesStore } from './instrument-studies.store';
import { instrumentFile, withCuts } from './proposed-instrument';
import type { ReliabilityResult } from './reliability-result';

/** Two measurements, the earlier one first. */
export interface Comparison {
  before: InstrumentStudy;
  after: InstrumentStudy;
  groups: GroupComparison[];
}

/** Reads of studies, what two of them differ by, and the file of a proposal. */
@Injectable()
export class InstrumentStudies {
  constructor(
    private readonly store: InstrumentStudiesStore,
    private readonly instruments: Instruments,
    private readonly audit: Audit,
  ) {}

  /** @throws AppError 404 `instrument-study-not-found` */
  get(id: string): Promise<InstrumentStudy> {
    return this.store.get(id);
  }

  /** Newest first. */
  list(query: StudyQuery): Promise<Page<InstrumentStudy>> {
    return this.store.list(query);
  }

  /** @throws AppError 404; 409 `instrument-studies-not-comparable` unless both measured one scale to the end */
  async compare(oneId: string, otherId: string): Promise<Comparison> {
    const [one, other] = [await this.store.get(oneId), await this.store.get(otherId)];
    const measured = [one, other].every(({ kind, state }) => kind === 'reliability' && state === 'done');
    if (!measured || one.instrument !== other.instrument) throw conflict('instrument-studies-not-comparable');
    const [before, after] = one.orderedAt <= other.orderedAt ? [one, other] : [other, one];
    const groups = compareStudies(before.result as ReliabilityResult, after.result as ReliabilityResult);
    return { before, after, groups };
  }

  /**
   * The scale with the proposed cuts, as a file for the folder of scales. Nothing is changed here: a county puts it there.
   * @throws AppError 404; 409 `instrument-study-not-proposed`, `instrument-version-gone`
   */
  async file(id: string): Promise<{ name: string; version: string; content: string }> {
    const study = await this.store.get(id);
    const { proposal, state, number, districtCode } = study;
    if (!proposal || state !== 'done') throw conflict('instrument-study-not-proposed');
    const instrument = this.instruments.byCode(study.instrument);
    if (instrument.version !== study.instrumentVersion) throw conflict('instrument-version-gone');
    const subject = { subjectType: 'instrument-study', subjectId: id, districtCode };
    await this.audit.read({ action: 'instrument-study.exported', ...subject, fields: [proposal.version] });
    const content = instrumentFile(withCuts(instrument, proposal.cuts, proposal.version), notesOf(study, instrument));
    return {
      name: `${study.instrument.toLowerCase()}-${number.toLowerCase()}.yaml`,
      version: proposal.version,
      content,
    };
  }
}

function notesOf(
  { number, districtCode, orderedAt, proposal, reason }: InstrumentStudy,
  { version, name }: Instrument,
): string[] {
  const { cutsBefore, cuts, wished } = proposal!;
  return [
    `${name.zh} ${name.en}: cuts proposed from local scores (${number}, ${districtCode}, ${orderedAt.toISOString().slice(0, 10)}).`,
    `Percentile method; wished shares: ${wished ? wished.join(', ') : 'as at 20, 40 and 65 % of the most points'}.`,
    `Version ${version} has ${cutsBefore.join(', ')}; proposed are ${cuts.join(', ')}.`,
    `Reason: ${reason ?? ''}`,
  ];
}
