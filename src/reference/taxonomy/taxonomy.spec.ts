import { Taxonomy } from './taxonomy';
import { taxonomyProblems } from './term';

describe('Taxonomy (domain E)', () => {
  const taxonomy = new Taxonomy();

  it('holds 15 groups and every code below them', () => {
    expect(taxonomy.children(null)).toHaveLength(15);
    expect(taxonomy.assignable()).toHaveLength(65);
    expect(taxonomy.children('CA').map((term) => term.code)).toEqual([
      'CA-01',
      'CA-02',
      'CA-03',
      'CA-04',
      'CA-05',
      'CA-06',
    ]);
  });

  it('names codes in both languages', () => {
    expect(taxonomy.name('LI-02', 'en')).toBe('Meals');
    expect(taxonomy.name('LI-02', 'zh-CN')).toBe('\u52a9\u9910');
  });

  it('marks exactly the four restricted codes', () => {
    const restricted = taxonomy.all().filter((term) => term.restricted);
    expect(restricted.map((term) => term.code).sort()).toEqual(['CH-01', 'CR-04', 'LE-04', 'SO-05']);
  });

  it('says not found for a code outside the list', () => {
    expect(taxonomy.exists('XX-01')).toBe(false);
    expect(() => taxonomy.term('XX-01')).toThrow();
  });

  it('reports codes given twice and parents that do not fit', () => {
    const meals = taxonomy.term('LI-02');
    expect(taxonomyProblems([meals, meals])).toEqual([
      'LI-02: given twice',
      'LI-02: parent LI is not in the list',
      'LI-02: parent LI is not in the list',
    ]);
    expect(taxonomyProblems([{ ...meals, parent: null }])).toEqual(['LI-02: parent must be LI']);
  });
});
