import { z } from 'zod';
import type { Transactions } from '../../platform/database';
import { conflict, invalid, notFound } from '../../platform/errors';
import { Texts } from '../../platform/i18n';
import { Templates } from '../../platform/rendering';
import { emptyForm, formAmongOthers, type FormModel } from './form-model';
import { Forms } from './forms.service';
import { oneOrMany, schemaInput, ticked } from './posted-values';
import { redirect, type View, view } from './view';

const transactions = { savepoint: (work: () => Promise<unknown>) => work() } as unknown as Transactions;
const texts = new Texts();
const forms = new Forms(transactions, texts);
const Person = z.strictObject({ name: z.string().min(2), age: z.coerce.number().int().max(120).optional() });

const submit = (body: unknown, act: (input: z.output<typeof Person>) => Promise<string> = () => Promise.resolve('7')) =>
  forms.submit(body, Person, {
    act,
    done: (id) => redirect(`/people/${id}`),
    again: (form) => view('people/edit', { form }),
  });
const formOf = (page: unknown) => ((page as View).model as { form: FormModel }).form;

describe('one of several forms of a page', () => {
  it('has ids of its own, and its errors lead to them', async () => {
    const refused = formAmongOthers(formOf(await submit({ name: 'L' })), 'S06');
    expect(refused).toMatchObject({ values: { name: 'L' }, summary: [{ href: '#S06-name' }] });
    const page = { form: refused, relations: [], members: [], folded: true };
    const html = new Templates(texts).render('console/people/assessments/answered-by', page, {
      ...{ locale: 'en', csrf: 'secret' },
    });
    expect(html).toContain('id="S06-answeredBy-name"');
    expect(html).toContain('for="S06-answeredBy-name"');
    expect(html).toContain('<details class="govuk-details" open>');
  });
});

describe('Forms', () => {
  it('goes on after success and leaves the hidden fields out', async () => {
    const seen: unknown[] = [];
    const page = await submit({ name: ' Li Na ', age: '', _csrf: 'x', _key: 'k' }, (input) => {
      seen.push(input);
      return Promise.resolve('9');
    });
    expect(page).toEqual(redirect('/people/9'));
    expect(seen).toEqual([{ name: 'Li Na' }]);
  });

  it('shows the page again with 422, the typed values and an error beside each field', async () => {
    const page = await submit({ age: '130', name: '' });
    expect((page as View).options.status).toBe(422);
    expect(formOf(page).values).toEqual({ age: '130', name: '' });
    expect(formOf(page).errors).toEqual({
      name: { field: 'name', code: 'field-required' },
      age: { field: 'age', code: 'field-too-big', params: { limit: 120 } },
    });
    expect(formOf(page).summary.map((entry) => entry.href)).toEqual(['#f-name', '#f-age']);
  });

  it('refuses an unknown field', async () => {
    expect(formOf(await submit({ name: 'Li Na', nam: 'x' })).errors.nam?.code).toBe('field-unknown');
  });

  it('puts refusals of the act into the form: fields beside them, others into the summary', async () => {
    const byField = await submit({ name: 'Li Na' }, () =>
      Promise.reject(invalid([{ field: 'name', code: 'field-format' }])),
    );
    expect(formOf(byField).errors.name?.code).toBe('field-format');
    const whole = await submit({ name: 'Li Na' }, () => Promise.reject(conflict('stale-version')));
    expect((whole as View).options.status).toBe(409);
    expect(formOf(whole).summary[0]?.error).toMatchObject({ field: '', code: 'stale-version' });
  });

  it('lets what is a page of its own, and faults, pass', async () => {
    await expect(submit({ name: 'Li Na' }, () => Promise.reject(notFound()))).rejects.toMatchObject({ status: 404 });
    await expect(submit({ name: 'Li Na' }, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
  });

  it('hands the version of the page to the act', async () => {
    const versions: unknown[] = [];
    const act = (_: unknown, meta: { version: number | null }) => Promise.resolve(versions.push(meta.version));
    const steps = { act, done: () => redirect('/'), again: (form: FormModel) => view('x', { form }) };
    await forms.submit({ name: 'Li Na', _version: '4' }, Person, steps);
    await forms.submit({ name: 'Li Na' }, Person, steps);
    expect(versions).toEqual([4, null]);
  });

  it('takes a code that a schema names as the error', async () => {
    const Code = z.strictObject({ code: z.string().refine(() => false, 'stale-version') });
    const page = await forms.submit({ code: 'x' }, Code, {
      act: () => Promise.resolve(1),
      done: () => redirect('/'),
      again: (form) => view('x', { form }),
    });
    expect(formOf(page).errors.code?.code).toBe('stale-version');
  });
});

describe('posted values', () => {
  it('nests dotted names and joins the boxes of a date', () => {
    const body = {
      'answers.q1': '2',
      'members.0.name': 'A',
      'members.1.name': 'B',
      'born-year': '1950',
      'born-month': '3',
      'born-day': '7',
    };
    expect(schemaInput(body)).toEqual({
      answers: { q1: '2' },
      members: [{ name: 'A' }, { name: 'B' }],
      born: '1950-03-07',
    });
  });

  it('leaves out a date without any box filled, and never touches prototypes', () => {
    expect(schemaInput({ 'born-year': '', 'born-month': '', 'born-day': '', '__proto__.x': '1' })).toEqual({});
    expect(({} as { x?: string }).x).toBeUndefined();
  });

  it('reads checkboxes: none, one, several; ticked or not', () => {
    const Boxes = z.object({ codes: oneOrMany(z.string()), agreed: ticked });
    expect(Boxes.parse(schemaInput({}))).toEqual({ codes: [], agreed: false });
    expect(Boxes.parse(schemaInput({ codes: 'a', agreed: 'on' }))).toEqual({ codes: ['a'], agreed: true });
    expect(Boxes.parse(schemaInput({ codes: ['a', 'b'] })).codes).toEqual(['a', 'b']);
  });
});

describe('a refused form in a page', () => {
  const templates = new Templates(texts);

  it('keeps the typed text escaped, links the summary to the field and says the error in both languages', async () => {
    const form = formOf(await submit({ name: '"', age: 'x' }));
    const model = { form, next: '/', kept: null, expired: false };
    const page = (locale: 'en' | 'zh-CN') =>
      templates.render(
        'console/shell/sign-in',
        { ...model, form: { ...form, values: { username: '"<' } } },
        { locale },
      );
    expect(page('en')).toContain('value="&quot;&lt;"');
    expect(page('en')).toContain('<a href="#f-name">Enter at least 2 characters.</a>');
    expect(page('zh-CN')).toContain(texts.t('zh-CN', 'errors.field-too-short', { limit: 2 }));
  });

  it('renders an untouched form without errors', () => {
    const html = templates.render(
      'console/shell/sign-in',
      { form: emptyForm(), next: '/', kept: null, expired: false },
      { locale: 'en' },
    );
    expect(html).not.toContain('govuk-error');
  });
});
