import { Circuit } from './circuit';

describe('Circuit', () => {
  it('leaves a department alone after five failures in a row, tries again after a while, and forgets at an answer', () => {
    const circuit = new Circuit();
    for (let turn = 0; turn < 4; turn += 1) circuit.failed('taxation', 0);
    expect(circuit.isOpen('taxation', 1)).toBe(false);
    circuit.failed('taxation', 0);
    expect(circuit.isOpen('taxation', 29_999)).toBe(true);
    expect(circuit.isOpen('finance', 1)).toBe(false);
    expect(circuit.isOpen('taxation', 30_000)).toBe(false);
    circuit.failed('taxation', 30_000);
    expect(circuit.isOpen('taxation', 59_999)).toBe(true);
    circuit.answered('taxation');
    expect(circuit.isOpen('taxation', 30_001)).toBe(false);
  });
});
