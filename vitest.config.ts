import { defineConfig } from 'vitest/config';

const kinds = (...names: string[]) => names.map((name) => `tests/${name}/**/*.test.ts`);

/**
 * Two projects: `unit` (pure code, properties, templates) runs in parallel; `journeys` starts local
 * clouds and real browsers, two files at a time: each leaves a processor idle for part of its time.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: kinds('unit', 'property', 'contract', 'infra'),
          testTimeout: 60_000,
          // Vitest alone would leave one of two processors idle.
          maxWorkers: 2,
          // Reading the CDK and the SDK anew for each file took half of the time.
          isolate: false,
        },
      },
      {
        test: {
          name: 'journeys',
          include: kinds('journeys', 'browser'),
          testTimeout: 240_000,
          hookTimeout: 120_000,
          globalSetup: 'tests/support/journeys-setup.ts',
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
