import { rules } from './rules/index.ts';
import { Templates } from './rules/templates.ts';

/**
 * Checks synthesised templates against the rules of `infra/rules`; cdk-nag has spoken at synth.
 *
 * @returns one line for each finding, as `STACK/RESOURCE problem (rule)`.
 */
export function lintTemplates(templates: Templates): readonly string[] {
  return rules.flatMap(({ id, check }) =>
    check(templates).map(({ resource, problem }) => `${resource.stack}/${resource.id} ${problem} (${id})`),
  );
}

if (import.meta.main) {
  const folder = process.argv[2] ?? 'cdk.out';
  const templates = Templates.read(folder);
  const findings = lintTemplates(templates);
  for (const finding of findings) console.error(finding);
  if (findings.length > 0) process.exit(1);
  console.log(`${templates.resources.length} resources keep ${rules.length} rules.`);
}
