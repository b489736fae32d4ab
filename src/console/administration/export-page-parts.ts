import { Injectable } from '@nestjs/common';
import {
  ExportKinds,
  type ExportKindName,
  type ExportMode,
  type ExportQuery,
  type ExportView,
  MOST_NAMED,
  requestedGroups,
} from '../../exchange/exports';
import type { Actor } from '../../platform/database';
import { formatDateTime, formatNumber, Texts } from '../../platform/i18n';
import { Regions } from '../../reference/regions';
import { type FormModel, pageLocale, view, type View } from '../shell';

const LIST = '/console/exports';

/** What the pages of exports show. */
@Injectable()
export class ExportPageParts {
  constructor(
    private readonly kinds: ExportKinds,
    private readonly regions: Regions,
    private readonly texts: Texts,
  ) {}

  /** The state as a person reads it: how it ended, once it has. */
  stands({ state, endReason }: ExportView): string {
    return state === 'ended' ? (endReason ?? 'expired') : state;
  }

  /** Filters as links, and the way on. */
  ways({ mine, state, kind }: ExportQuery, next: string | null) {
    const kept = new URLSearchParams({ ...(mine && { mine: '1' }), ...(state && { state }), ...(kind && { kind }) });
    const filters = [
      { key: 'exports.list.all', href: LIST, current: !mine && !state },
      { key: 'exports.list.mine', href: `${LIST}?mine=1`, current: Boolean(mine) },
      { key: 'exports.list.asked', href: `${LIST}?state=asked`, current: !mine && state === 'asked' },
      { key: 'exports.list.ready', href: `${LIST}?state=ready`, current: !mine && state === 'ready' },
    ];
    if (next) kept.set('after', next);
    return { filters, next: next && `?${kept.toString()}`, first: LIST };
  }

  /** What the file contains, what may be done with it, and the form. @throws AppError 403 */
  async orderPage(
    actor: Actor,
    { kind, mode }: { kind: ExportKindName; mode: ExportMode },
    form: FormModel,
  ): Promise<View> {
    const identified = mode === 'identified';
    const columns = this.kinds.headings(
      { kind, mode, groups: identified ? requestedGroups : [] },
      actor.roles,
      pageLocale(),
    );
    const groups = requestedGroups.map((value) => ({
      value,
      text: this.texts.t(pageLocale(), `exports.group.${value}`),
    }));
    const model = {
      ...{ chosen: true, kind, mode, form, columns, rows: mode !== 'statistics', identified, groups },
      ...{ most: this.kinds.mostRows(kind, mode), limit: MOST_NAMED },
      places: await this.placesOf(actor),
    };
    return view('console/administration/exports/new', model, {
      title: 'exports.new.title',
      breadcrumbs: [{ href: LIST, key: 'exports.list.title' }],
    });
  }

  onePage(order: ExportView, form: FormModel) {
    const locale = pageLocale();
    const t = (key: string, params = {}) => this.texts.t(locale, `exports.${key}`, params);
    const at = (moment: string | null) => (moment === null ? null : formatDateTime(locale, moment));
    const { kind, mode, reason, orderedByName, orderedAt, regionCode, from, until, rowCount, leftOut } = order;
    const { requestNumber, requestOrgan, requestDate, fieldGroups, decidedByName, decisionNote } = order;
    const request = requestNumber && `${requestOrgan ?? ''} · ${requestNumber} · ${requestDate ?? ''}`;
    const decided = decidedByName && [decidedByName, at(order.decidedAt), decisionNote].filter(Boolean).join(' · ');
    const notice = order.noticeDueAt && `${at(order.noticeDueAt)} · ${order.noticeDelayReason ?? ''}`;
    const months = (from ?? until) ? `${from ?? ''} – ${until ?? ''}` : null;
    const facts: Array<[string, string | null]> = [
      ['what', t('list.line', { kind: t(`kind.${kind}`), mode: t(`mode.${mode}`) })],
      ['reason', reason],
      ['request', request],
      ['groups', fieldGroups.map((group) => t(`group.${group}`)).join(t('list.and')) || null],
      ['decided', decided],
      ['notice', notice],
      ['person', orderedByName],
      ['ordered', at(orderedAt)],
      ['place', regionCode],
      ['months', months],
      ['rows', rowCount === null ? null : formatNumber(locale, rowCount)],
      ['left-out', leftOut === null ? null : formatNumber(locale, leftOut)],
      ['expires', order.state === 'ready' ? at(order.expiresAt) : null],
      ['ended', at(order.endedAt)],
      ['downloads', t('list.fetched', { count: order.downloads })],
    ];
    const failure =
      order.failure &&
      this.texts.t(locale, `errors.${order.failure}`, {
        most: this.kinds.mostRows(order.kind, order.mode),
      });
    return {
      form,
      order: { ...order, stands: this.stands(order) },
      failure,
      rows: facts.flatMap(([key, value]) => (value === null ? [] : [{ key: t(`show.${key}`), value }])),
    };
  }

  /** Townships and villages of the actor's area, without those above. */
  private async placesOf({ regionPath }: Actor): Promise<Array<{ value: string; text: string }>> {
    const own = Number(regionPath?.split('/').at(-1));
    if (!own) return [];
    const below = await this.regions.descendants(own);
    return below.filter(({ level }) => level === 'township').map(({ code, name }) => ({ value: code, text: name }));
  }
}
