import { defineLifecycle } from '../../platform/lifecycle';

/** An alarm waits until somebody else than its account has looked into it (C3). */
export const browsingAlarmLifecycle = defineLifecycle({
  name: 'browsing-alarm',
  states: ['open', 'looked-into'],
  initial: 'open',
  final: ['looked-into'],
  moves: [
    {
      name: 'look-into',
      from: ['open'],
      to: 'looked-into',
      roles: ['security-administrator', 'supervisor'],
      guard: ({ own }) => (own === false ? null : 'alarm-own'),
    },
  ],
});
