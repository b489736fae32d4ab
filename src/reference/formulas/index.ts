export * from './rational';
export * from './formula';
export * from './round-amount';
