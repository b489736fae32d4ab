import { runTasks, type Task } from './tasks';

const copy: Task = {
  name: 'copy',
  usage: 'FILE',
  describe: 'Copies a file.',
  words: 1,
  run: () => Promise.reject(new Error('not reached here: a chore opens the database first')),
};

describe('chores', () => {
  let printed = '';
  beforeEach(() => {
    printed = '';
    const print = (text: unknown): boolean => (printed += String(text)) !== '';
    jest.spyOn(process.stdout, 'write').mockImplementation(print);
    jest.spyOn(process.stderr, 'write').mockImplementation(print);
    jest.spyOn(process, 'exit').mockImplementation((code) => {
      throw new Error(`ended with ${code}`);
    });
  });
  afterEach(() => jest.restoreAllMocks());

  it('are listed with their usage when none is named', async () => {
    await runTasks([copy], []);
    expect(printed).toContain('copy FILE');
  });

  it.each([
    ['of an unknown name', ['nothing'], 'nothing'],
    ['without its word', ['copy'], 'copy FILE'],
    ['with a word too many', ['copy', 'a', 'b'], 'copy FILE'],
    ['with an option that it has not', ['copy', 'a', '--fast'], 'copy FILE'],
  ])('explain themselves in one line when called %s', async (_what, args, words) => {
    await expect(runTasks([copy], args)).rejects.toThrow('ended with 1');
    expect(printed).toContain(words);
    expect(printed.trim().split('\n')).toHaveLength(1);
  });
});
