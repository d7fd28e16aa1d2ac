import { ensureAssembly } from '../../infra/local/synth.ts';

/** Bundles and templates are made once, before files that start clouds and browsers side by side. */
export async function setup(): Promise<void> {
  await ensureAssembly();
}
