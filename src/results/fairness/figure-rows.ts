import type { Locale } from '../../platform/i18n';
import type { FairnessView } from './dto/fairness.view';
import type { FairnessNames } from './fairness-names';
import { lossKinds } from './unmatched';

/** One figure in words: of which table, of which group, what is counted, and how many. */
export type FigureRow = readonly [table: string, group: string, figure: string, value: number | string];

type Figures = ReadonlyArray<readonly [figure: string, value: number | string | null]>;

/** Every figure that the page of fairness shows, in its order; what it hides is hidden here too (domain F). */
export async function figureRows(view: FairnessView, locale: Locale, names: FairnessNames): Promise<FigureRow[]> {
  return [...tableRows(view, locale, names), ...(await floorRows(view, locale, names))];
}

function tableRows(view: FairnessView, locale: Locale, names: FairnessNames): FigureRow[] {
  const t = (key: string) => names.text(locale, key);
  const rows = (table: string, group: string, figures: Figures): FigureRow[] =>
    figures.map(([figure, value]) => [table, group, figure, value ?? t('hidden')]);
  // A share can be missing because there is nothing to divide by.
  const share = (value: number | null) => value ?? t('no-share');
  const covered = (counts: FairnessView['coverage']['all']): Figures => [
    [t('show.needs'), counts.needs],
    [t('show.served'), counts.served],
    [t('file.covered'), share(counts.share)],
  ];
  const all = t('file.all');
  const { coverage, unmatched, offers, choices } = view;
  return [
    ...rows(t('show.coverage'), all, covered(coverage.all)),
    ...coverage.dimensions.flatMap(({ dimension, groups }) =>
      groups.flatMap((group) =>
        rows(t(`file.coverage.${dimension}`), names.group(locale, dimension, group), covered(group)),
      ),
    ),
    ...lossKinds.flatMap((kind) => [
      ...rows(t('show.lost'), t(`loss.${kind}`), [[t('file.needs'), unmatched.all[kind]]]),
      ...unmatched.causes
        .filter((row) => row.kind === kind)
        .flatMap(({ cause, needs }) =>
          rows(t('show.lost'), `${t(`loss.${kind}`)} · ${names.cause(locale, cause)}`, [[t('file.needs'), needs]]),
        ),
    ]),
    ...unmatched.townships.flatMap(({ key, name, lost }) =>
      rows(
        t('show.lost-by-township'),
        name ?? key,
        lossKinds.map((kind) => [t(`loss.${kind}`), lost[kind]] as const),
      ),
    ),
    ...offers.sizes.flatMap(({ size, ...counts }) =>
      rows(t('show.by-size'), names.size(locale, size), [
        ...(['providers', 'offerings', 'shown', 'chosen', 'accepted'] as const).map(
          (figure) => [t(`show.${figure}`), counts[figure]] as const,
        ),
        [t('file.accepted-share'), share(counts.share)],
      ]),
    ),
    ...rows(t('show.choices'), all, [
      [t('file.choices'), choices.all],
      [t('file.first'), choices.first],
      [t('file.others-share'), share(choices.share)],
    ]),
    ...choices.others.flatMap((row) =>
      rows(t('show.choices'), t(`ground.${row.ground}`), [[t('file.choices'), row.choices]]),
    ),
  ];
}

/** What each floor of the sharing out published last came to. */
async function floorRows({ floors }: FairnessView, locale: Locale, names: FairnessNames): Promise<FigureRow[]> {
  if (floors === null) return [];
  const hidden = names.text(locale, 'hidden');
  const groups = await names.floors(
    locale,
    floors.items.map(({ id }) => id),
  );
  return floors.items.flatMap(({ id, atLeast, served, met, price }) => {
    const row = (figure: string, value: number | string): FigureRow => [
      names.floorText(locale, 'caption'),
      groups.get(id) ?? id,
      figure,
      value,
    ];
    return [
      row(names.floorText(locale, 'at-least'), atLeast ?? hidden),
      row(names.floorText(locale, 'served'), served ?? hidden),
      row(names.floorText(locale, 'result'), names.floorText(locale, met ? 'met' : 'missed')),
      row(names.text(locale, 'file.price'), price),
    ];
  });
}
