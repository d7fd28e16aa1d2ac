import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one account's receipt rule sets are: names with their rules, and the one that is active. */
export interface RuleSetState {
  active: string | null;
  readonly sets: Map<string, string[]>;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
}

type Call = (state: RuleSetState, name: string) => string | Refusal;

/** SES's rules for receipt rule sets, as its API reference gives them. */
const calls: Readonly<Record<string, Call>> = {
  DescribeActiveReceiptRuleSet: ({ active, sets }) => (active === null ? '' : described(active, sets)),
  DescribeReceiptRuleSet: ({ sets }, name) => (sets.has(name) ? described(name, sets) : missing(name)),
  CreateReceiptRuleSet: ({ sets }, name) => {
    if (name === '') return { code: 'ValidationError', message: 'RuleSetName is required' };
    if (sets.has(name)) return { code: 'AlreadyExists', message: `Rule set ${name} already exists` };
    sets.set(name, []);
    return '';
  },
  SetActiveReceiptRuleSet: (state, name) => {
    if (name !== '' && !state.sets.has(name)) return missing(name);
    state.active = name === '' ? null : name;
    return '';
  },
  DeleteReceiptRuleSet: (state, name) => {
    if (state.active === name) return { code: 'CannotDelete', message: `Rule set ${name} is active` };
    state.sets.delete(name);
    return '';
  },
};

/** An SES endpoint that knows receipt rule sets only, over the wire format of the real one. */
export async function startFakeSes(state: RuleSetState): Promise<{ url: string; server: Server }> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    const action = form.get('Action') ?? '';
    const result = calls[action]?.(state, form.get('RuleSetName') ?? '') ?? {
      code: 'InvalidAction',
      message: `The fake does not know ${action}`,
    };
    response.writeHead(typeof result === 'string' ? 200 : 400, { 'content-type': 'text/xml' });
    response.end(typeof result === 'string' ? answer(action, result) : error(result));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

function described(name: string, sets: ReadonlyMap<string, readonly string[]>): string {
  const rules = (sets.get(name) ?? []).map((rule) => `<member><Name>${rule}</Name></member>`).join('');
  return `<Metadata><Name>${name}</Name></Metadata><Rules>${rules}</Rules>`;
}

function missing(name: string): Refusal {
  return { code: 'RuleSetDoesNotExist', message: `Rule set does not exist: ${name}` };
}

function answer(action: string, result: string): string {
  return `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${result}</${action}Result><ResponseMetadata><RequestId>r</RequestId></ResponseMetadata></${action}Response>`;
}

function error({ code, message }: Refusal): string {
  return `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error><RequestId>r</RequestId></ErrorResponse>`;
}
