/** What a guard may look at; handed in by the caller, never loaded by the engine. */
export type MoveFacts = Readonly<Record<string, string | number | boolean | Date | null | undefined>>;

export interface MoveRule<S extends string = string, M extends string = string> {
  name: M;
  from: readonly S[];
  to: S;
  /** Who may do it: one of these roles is enough. */
  roles: readonly string[];
  /** An extra condition: the code of the refusal, or null when the move may happen. */
  guard?: (facts: MoveFacts) => string | null;
}

export interface LifecycleDefinition<S extends string = string, M extends string = string> {
  name: string;
  states: readonly S[];
  initial: NoInfer<S>;
  /** States that count as an end; moves out of them (a dispute, a reopening) may still exist. */
  final: readonly NoInfer<S>[];
  moves: ReadonlyArray<MoveRule<NoInfer<S>, M>>;
}

/** A life cycle as a table that can be read aloud: states, and the moves between them. */
export class Lifecycle<S extends string = string, M extends string = string> {
  readonly name: string;
  readonly states: readonly S[];
  readonly initial: S;
  readonly final: readonly S[];

  constructor(readonly definition: LifecycleDefinition<S, M>) {
    this.name = definition.name;
    this.states = definition.states;
    this.initial = definition.initial;
    this.final = definition.final;
  }

  /** The rule by which `move` leaves `state`, whoever asks. */
  rule(state: S, move: M): MoveRule<S, M> | undefined {
    return this.definition.moves.find((rule) => rule.name === move && rule.from.includes(state));
  }

  /** Moves out of `state` that one of `roles` may do; what a page offers as buttons. Guards are not asked. */
  allowed(state: S, roles: readonly string[]): M[] {
    return this.definition.moves
      .filter((rule) => rule.from.includes(state) && rule.roles.some((role) => roles.includes(role)))
      .map((rule) => rule.name);
  }

  isFinal(state: S): boolean {
    return this.final.includes(state);
  }
}

/** The part of a life cycle that does not depend on the names of its states: what boot and fences check. */
export type AnyLifecycle = Pick<Lifecycle, 'name'> & { definition: LifecycleDefinition };

const registered: AnyLifecycle[] = [];

/** Declares a life cycle and registers it for the check at boot. State and move names are inferred as unions. */
export function defineLifecycle<const S extends string, const M extends string>(
  definition: LifecycleDefinition<S, M>,
): Lifecycle<S, M> {
  const lifecycle = new Lifecycle(definition);
  registered.push(lifecycle);
  return lifecycle;
}

/** All life cycles whose files have been loaded. */
export const registeredLifecycles = (): readonly AnyLifecycle[] => registered;
