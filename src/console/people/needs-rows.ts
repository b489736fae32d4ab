import { Injectable } from '@nestjs/common';
import { formatDate } from '../../platform/i18n';
import type { Actor } from '../../platform/database';
import { type Assessment, Assessments, AssessmentViews, Instruments } from '../../people/assessments';
import { type Need, needLifecycle, Needs, type NeedView, NeedViews } from '../../people/needs';
import { Taxonomy } from '../../reference/taxonomy';
import { allows } from '../../trust/access';
import { Audit } from '../../trust/audit';
import { pageLocale } from '../shell';
import { AssessmentWords } from './assessments-words';
import { type MappedNeed, type NeedMap, needMap } from './need-map';

const COLOURS = ['grey', 'yellow', 'orange', 'red'];
const shanghaiDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });
const dayOf = (at: string): string => shanghaiDay.format(new Date(at));
type Evidence = NeedView['evidence'][number];
type OfScale = Extract<Evidence, { kind: 'assessment' }>;

/** What the lines are made from: the household's scales, and the answers that the reader may know. */
interface Sources {
  names: ReadonlyMap<string, string>;
  /** Completed, newest first. */
  scales: readonly Assessment[];
  answers: ReadonlyMap<string, Readonly<Record<string, number | null | undefined>> | null>;
  /** Whether the reader may open a result. */
  mayOpen: boolean;
}

/** The needs of a household in words: whose, how grave, which answers speak for it, what is behind it, who said what. */
@Injectable()
export class NeedsRows {
  constructor(
    private readonly needs: Needs,
    private readonly views: NeedViews,
    private readonly assessments: Assessments,
    private readonly assessmentViews: AssessmentViews,
    private readonly instruments: Instruments,
    private readonly taxonomy: Taxonomy,
    private readonly words: AssessmentWords,
    private readonly audit: Audit,
  ) {}

  async of(householdId: string, actor: Actor) {
    const needs = await this.needs.list(householdId);
    const views = await this.views.list(needs);
    const { scales, blind } = await this.scales(householdId);
    const sources: Sources = {
      names: await this.words.names(householdId),
      scales,
      answers: await this.answers(needs, scales),
      mayOpen: allows(actor.roles, 'assessments:read'),
    };
    return { rows: views.map((view) => this.row(view, actor, sources)), map: this.map(views, sources), blind };
  }

  /** Completed, but those that the reader is blind to: also that a need lost its ground would tell of them (domain D). */
  private async scales(householdId: string): Promise<{ scales: Assessment[]; blind: boolean }> {
    const all = (await this.assessments.list(householdId)).filter(({ state }) => state === 'completed');
    const blind = await this.assessments.blindTo(all.map(({ id }) => id));
    return { scales: all.filter(({ id }) => !blind.has(id)), blind: blind.size > 0 };
  }

  /** What the scales said of each need over time: those of the whole household first, then person by person. */
  private map(views: readonly NeedView[], { names }: Sources): NeedMap | null {
    const mapped = new Map<string, { memberId: string | null; label: string; levels: MappedNeed['levels'] }>();
    for (const { code, memberId, evidence } of views) {
      const key = `${memberId ?? ''} ${code}`;
      const said = evidence.flatMap((one) =>
        one.kind === 'assessment' ? [{ day: dayOf(one.at), severity: one.severity }] : [],
      );
      const who = memberId === null ? null : (names.get(memberId) ?? null);
      const label = [`${code} ${this.taxonomy.name(code, pageLocale())}`, ...(who === null ? [] : [who])].join(' · ');
      const earlier = mapped.get(key)?.levels ?? [];
      if (said.length > 0) mapped.set(key, { memberId, label, levels: [...earlier, ...said] });
    }
    return needMap([...mapped].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, need]) => need));
  }

  /** Answers that speak for an open need, where the reader may know them (C3); each reading is on the record. */
  private async answers(needs: readonly Need[], scales: readonly Assessment[]): Promise<Sources['answers']> {
    const open = needs.filter(({ state }) => !needLifecycle.isFinal(state));
    const speaking = new Set(open.flatMap(({ assessmentIds }) => assessmentIds));
    const opened = new Map<string, Awaited<ReturnType<AssessmentViews['answers']>>>();
    for (const row of scales.filter(({ id }) => speaking.has(id))) {
      const answers = await this.assessmentViews.answers(row);
      opened.set(row.id, answers);
      const subject = { subjectType: 'assessment', subjectId: row.id, householdId: row.householdId };
      if (answers) await this.audit.read({ action: 'assessment.read', ...subject, fields: ['answers'] });
    }
    return opened;
  }

  private row(need: NeedView, actor: Actor, sources: Sources) {
    const moves = needLifecycle.allowed(need.state, actor.roles);
    const { id, code, severity, state, assessed, withheld, everyDays, foundAt } = need;
    const over = needLifecycle.isFinal(state);
    return {
      ...{ id, code, severity, state, assessed, withheld, everyDays, foundAt, over },
      name: this.taxonomy.name(code, pageLocale()),
      who: sources.names.get(need.memberId ?? '') ?? this.words.text('needs.household-needs.whole-household'),
      colour: COLOURS[severity] ?? 'grey',
      evidence: need.evidence.map((one) => this.evidence(one, sources)),
      said: this.said(need),
      cause: this.cause(need),
      noLonger: over || need.lostGround ? [] : this.noLonger(need, sources),
      lost: this.lost(need, over),
      restricted: this.taxonomy.restricted(code) || need.restricted,
      shown: need.shownToHousehold,
      mayConfirm: moves.includes('confirm'),
      mayDecline: moves.includes('decline'),
      mayClose: moves.includes('close'),
    };
  }

  private evidence(one: Evidence, sources: Sources) {
    if (one.kind === 'statement') {
      return { text: this.words.text('needs.household-needs.by-word', { by: one.by, text: one.text }), href: null };
    }
    const scale = this.scaleOf(one.instrument);
    const instrument = this.words.text('needs.household-needs.on', {
      instrument: scale ? this.words.of(scale.name) : one.instrument,
      date: formatDate(pageLocale(), one.at),
    });
    const items = scale ? this.items(one, scale, sources) : [];
    const key = items.length === 0 ? 'by-scale-total' : 'by-scale';
    const said = this.words.text(`needs.household-needs.${key}`, { instrument, items: items.join(' · ') });
    const row = sources.scales.find(({ id }) => id === one.assessmentId);
    const text = row?.counts === false ? `${said} ${this.words.text('need-grounds.not-chosen')}` : said;
    const here = sources.mayOpen && row !== undefined;
    return { text, href: here ? `/console/assessments/${one.assessmentId}` : null };
  }

  /** The questions that speak for it, with what was answered where the reader may know. */
  private items(one: OfScale, scale: ReturnType<Instruments['byCode']>, { answers, scales }: Sources): string[] {
    const row = scales.find(({ id }) => id === one.assessmentId);
    const given = row?.instrumentVersion === scale.version ? answers.get(one.assessmentId) : null;
    return scale.items
      .filter((item) => one.items.includes(item.id))
      .map((item) => {
        const chosen = scale.options[item.options]?.find(({ value }) => value === given?.[item.id]);
        const question = this.words.of(item);
        if (!chosen) return question;
        return this.words.text('needs.household-needs.answer-given', { question, answer: this.words.of(chosen) });
      });
  }

  /** Null for a scale that is not in use any more: the result stays, its words are gone. */
  private scaleOf(code: string): ReturnType<Instruments['byCode']> | null {
    return this.instruments.all().find((scale) => scale.code === code) ?? null;
  }

  /** Who confirmed or refused it, how, when and why. */
  private said({ state, confirmedByName, confirmedMode, closedAt, declineReason }: NeedView): string | null {
    if (confirmedMode === null || confirmedByName === null) return null;
    const who = { name: confirmedByName, mode: this.words.text(`needs.mode.${confirmedMode}`) };
    if (state !== 'declined') return this.words.text('needs.household-needs.confirmed-by', who);
    const date = closedAt === null ? '' : formatDate(pageLocale(), closedAt);
    const refused = this.words.text('needs.household-needs.refused-by', { ...who, date });
    if (declineReason === null) return refused;
    return `${refused} · ${this.words.text('needs.household-needs.refused-because', { reason: declineReason })}`;
  }

  private cause({ rootCause, furtherCauses, state }: NeedView): string | null {
    if (rootCause === null) return state === 'found' ? null : this.words.text('needs.household-needs.no-root-cause');
    const main = this.words.text(`needs.cause.${rootCause}`);
    if (furtherCauses.length === 0) return main;
    const further = furtherCauses.map((cause) => this.words.text(`needs.cause.${cause}`)).join(' · ');
    return `${main} · ${this.words.text('needs.household-needs.root-further')} ${further}`;
  }

  /** Another assessor's result was chosen over all that spoke for it: withdrawn, or for a person to decide on (R3). */
  private lost({ lostGround, state, confirmedAt }: NeedView, over: boolean): string | null {
    if (!lostGround) return null;
    if (!over) return this.words.text('need-grounds.lost');
    return state === 'closed' && confirmedAt === null ? this.words.text('need-grounds.withdrawn') : null;
  }

  /** Scales whose newest result says nothing of it any more: a hint, since a person decides (R3). */
  private noLonger({ evidence, memberId }: NeedView, { scales }: Sources): string[] {
    const results = evidence.filter((one) => one.kind === 'assessment');
    const speaking = new Set(results.map(({ assessmentId }) => assessmentId));
    return [...new Set(results.map(({ instrument }) => instrument))].flatMap((code) => {
      const scale = this.scaleOf(code);
      const newest = scales.find(
        (row) =>
          row.instrument === code &&
          row.counts &&
          (memberId === null || row.memberId === memberId) &&
          row.result?.complete,
      );
      if (!scale || !newest || speaking.has(newest.id)) return [];
      const date = formatDate(pageLocale(), newest.completedAt ?? newest.startedAt);
      return [this.words.text('needs.household-needs.no-longer', { instrument: this.words.of(scale.name), date })];
    });
  }
}
