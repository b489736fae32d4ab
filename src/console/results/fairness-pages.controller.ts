import { Controller, Get, Header, Query, StreamableFile } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { DownloadFairness } from '../../exchange/exports';
import { Clock } from '../../platform/time';
import { PhraseTexts } from '../../referral/matching';
import {
  Fairness,
  FairnessQuery,
  type FairnessView,
  lossKinds,
  MOST_READ,
  OverrideQuery,
} from '../../results/fairness';
import { RequirePermission } from '../../trust/access';
import { AllocationWords } from '../referral';
import { emptyForm, pageLocale, schemaInput, view, type View } from '../shell';
import { FairnessWords } from './fairness-words';

const ADDRESS = '/console/fairness';
/** Years to choose from, this one among them. */
const YEARS = 3;

/** Who gets what there is, and whether suggestions are fair to providers (I8, I21, I25). */
@ApiExcludeController()
@Controller('console/fairness')
@RequirePermission('fairness:read')
export class FairnessPages {
  constructor(
    private readonly fairness: Fairness,
    private readonly downloading: DownloadFairness,
    private readonly words: FairnessWords,
    private readonly allocations: AllocationWords,
    private readonly phrases: PhraseTexts,
    private readonly clock: Clock,
  ) {}

  @Get()
  async show(@Query() typed: Record<string, string>): Promise<View> {
    const figures = await this.fairness.read(queryOf(typed));
    const { from, until, severity } = figures;
    const { all } = figures.coverage;
    const year = Number(from.slice(0, 4));
    const thisYear = Number(this.clock.today().slice(0, 4));
    const model = {
      form: emptyForm({ year, severity }),
      years: Array.from({ length: YEARS }, (_, back) => ({
        value: thisYear - back,
        text: this.words.text('year', { year: String(thisYear - back) }),
      })),
      severities: [1, 2, 3].map((value) => ({ value, text: this.words.text(`severity.s${value}`) })),
      period: this.words.period({ from, until }),
      all:
        all.needs === null
          ? this.words.text('all-hidden')
          : this.words.text('all', { needs: all.needs, served: all.served ?? 0, share: this.words.share(all.share) }),
      file: `${ADDRESS}/file?year=${year}&severity=${severity}`,
      tables: this.words.coverage(figures.coverage),
      offers: this.offers(figures),
      choices: this.choices(figures),
      overrides: `${ADDRESS}/overrides?from=${from}&until=${until}`,
      lost: this.lost(figures),
      floors: await this.floors(figures),
    };
    return view('console/results/fairness/show', model);
  }

  /** The figures of the page as one file. */
  @Get('file')
  @Header('cache-control', 'no-store')
  async file(@Query() typed: Record<string, string>): Promise<StreamableFile> {
    const { name, type, content } = await this.downloading.execute(queryOf(typed));
    return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
  }

  /** Choices that were not the first candidate, with what stood behind each. */
  @Get('overrides')
  async overrides(@Query() typed: Record<string, string>): Promise<View> {
    const parsed = OverrideQuery.safeParse(schemaInput(typed));
    const query = parsed.success ? parsed.data : OverrideQuery.parse({});
    const { items, next } = await this.fairness.overrides(query);
    const { from, until } = this.fairness.days(query);
    const model = {
      period: this.words.period({ from, until }),
      rows: items.map((row) => ({
        ...{ id: row.referralId, called: row.number, chosen: row.chosen, first: row.first, reason: row.reason },
        need: this.phrases.service(pageLocale(), row.code),
        on: row.chosenAt,
        rank: row.rank === null ? this.words.text('overrides.not-shown') : String(row.rank),
        ground: this.words.text(`ground.${row.ground}`),
      })),
      next: next && `${ADDRESS}/overrides?from=${from}&until=${until}&after=${encodeURIComponent(next)}`,
      first: query.after ? `${ADDRESS}/overrides?from=${from}&until=${until}` : null,
    };
    return view('console/results/fairness/overrides', model, {
      breadcrumbs: [{ href: ADDRESS, key: 'shell.areas.fairness' }],
    });
  }

  private offers({ offers }: FairnessView) {
    return {
      read: this.words.text(offers.capped ? 'offers.capped' : 'offers.read', { matches: offers.matches }),
      rows: offers.sizes.map((row) => ({
        name: this.words.size(row.size),
        providers: this.words.count(row.providers),
        offerings: this.words.count(row.offerings),
        shown: this.words.count(row.shown),
        chosen: this.words.count(row.chosen),
        accepted: this.words.count(row.accepted),
        share: this.words.share(row.share),
      })),
    };
  }

  /** What the floors of the last published allocation cost. */
  private async floors({ floors }: FairnessView) {
    if (floors === null) return null;
    const townships = await this.allocations.townships();
    return {
      ...{ href: `/console/allocations/${floors.allocationId}`, name: floors.name },
      rows: floors.items.map(({ id, atLeast, served, met, price }) => ({
        name: this.allocations.group(id, townships),
        atLeast: this.words.count(atLeast),
        served: this.words.count(served),
        met: this.allocations.text(met ? 'floor.met' : 'floor.missed'),
        price:
          price > 0
            ? this.allocations.text('floor.price', { points: this.allocations.number(price) })
            : this.allocations.text('floor.free'),
      })),
    };
  }

  private choices({ choices }: FairnessView) {
    const { all, first, share, others, capped } = choices;
    return {
      none: all === 0,
      lead:
        all === null
          ? this.words.text('choices.few')
          : first === null
            ? this.words.text('choices.hidden', { all })
            : this.words.text('choices.lead', { all, other: all - first, share: this.words.share(share) }),
      capped: capped ? this.words.text('choices.capped', { read: MOST_READ }) : null,
      rows: others.map((row) => ({
        name: this.words.text(`ground.${row.ground}`),
        count: this.words.count(row.choices),
      })),
    };
  }

  private lost({ unmatched }: FairnessView) {
    return {
      kinds: lossKinds.map((kind) => ({
        name: this.words.text(`loss.${kind}`),
        count: this.words.count(unmatched.all[kind]),
        causes: unmatched.causes
          .filter((row) => row.kind === kind)
          .map(({ cause, needs }) => ({
            href: `/console/gaps?cause=${cause}`,
            name: this.words.cause(cause),
            count: this.words.count(needs),
          })),
      })),
      heads: lossKinds.map((kind) => this.words.text(`loss.${kind}`)),
      townships: unmatched.townships.map(({ key, name, lost }) => ({
        name: name ?? key,
        cells: lossKinds.map((kind) => this.words.count(lost[kind])),
      })),
    };
  }
}

/** What cannot be read asks for this year. */
function queryOf(typed: Record<string, string>): FairnessQuery {
  const parsed = FairnessQuery.safeParse(schemaInput(typed));
  return parsed.success ? parsed.data : FairnessQuery.parse({});
}
